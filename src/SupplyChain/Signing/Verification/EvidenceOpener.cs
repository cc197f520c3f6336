using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing.Bundles;

namespace SupplyChain.Signing.Verification;

/// <summary>Opens the manifests that may hold signatures, and what they hold.</summary>
internal sealed class EvidenceOpener(IImageSource source)
{
    private const int MaximumLayers = 256;
    private const long MaximumTotal = 512L * 1024 * 1024;
    private const string SimpleSigningLayer = "application/vnd.dev.cosign.simplesigning.v1+json";
    private const string EnvelopeLayer = "application/vnd.dsse.envelope.v1+json";
    private const string SignatureAnnotation = "dev.cosignproject.cosign/signature";

    private long total;

    /// <summary>What a manifest holds that is kept beside an image; empty where it shows that it is no bundle, whatever its descriptor said.</summary>
    public async Task<IReadOnlyList<FoundEvidence>> OpenAsync(Referrer referrer, CancellationToken cancellationToken)
    {
        var blank = new FoundEvidence
        {
            Place = PlaceOf(referrer.Places),
            Location = $"{source.Location}@{referrer.Digest}",
            Manifest = referrer.Digest,
        };
        try
        {
            return await source.ReadManifestAsync(referrer.Digest, cancellationToken) is { } content
                ? await OpenLayersAsync(blank, content, cancellationToken)
                : [blank with { Problem = $"The manifest {referrer.Digest} is listed and not there." }];
        }
        catch (UndeterminedException error)
        {
            return [blank with { Problem = error.Message }];
        }
    }

    private async Task<IReadOnlyList<FoundEvidence>> OpenLayersAsync(
        FoundEvidence blank,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellationToken
    )
    {
        if (OciDocument.Parse(content, blank.Location).Manifest is not { } manifest)
        {
            return [];
        }

        var layers = manifest.Layers.Where(layer => IsEvidence(layer.MediaType)).ToArray();
        if (layers.Length == 0)
        {
            return BundleMediaTypes.IsClaimed(manifest.ArtifactType)
                ? [blank with { Problem = "The manifest says that it holds a bundle and has none." }]
                : [];
        }

        if (layers.Length > MaximumLayers)
        {
            return [blank with { Problem = $"The manifest holds {layers.Length} signatures and the limit is {MaximumLayers}." }];
        }

        var found = new List<FoundEvidence>(layers.Length);
        foreach (var layer in layers)
        {
            found.Add(await OpenLayerAsync(blank with { Content = layer.Digest }, layer, cancellationToken));
        }

        return found;
    }

    private async Task<FoundEvidence> OpenLayerAsync(FoundEvidence blank, Descriptor layer, CancellationToken cancellationToken)
    {
        if (Interlocked.Add(ref total, Math.Max(0, layer.Size)) > MaximumTotal)
        {
            return blank with { Problem = $"All evidence together is larger than {MaximumTotal} bytes, so this was not opened." };
        }

        try
        {
            var bytes = await source.ReadBlobAsync(layer, MaximumSizeOf(layer.MediaType), cancellationToken);
            return layer.MediaType switch
            {
                SimpleSigningLayer => blank with
                {
                    SimpleSigning = SimpleSigning.Parse(bytes, SignatureOf(layer), LegacyMaterial.Read(layer)),
                },
                EnvelopeLayer => blank with
                {
                    Bundle = new Bundle(LegacyMaterial.Read(layer) with { TimestampedContent = bytes }, Envelope.Parse(bytes))
                    {
                        MediaType = BundleMediaTypes.OlderV01,
                    },
                },
                _ => blank with { Bundle = Bundle.Parse(bytes) },
            };
        }
        catch (UndeterminedException error)
        {
            return blank with { Problem = error.Message };
        }
    }

    private static EvidencePlace PlaceOf(ReferrerPlaces places) =>
        places switch
        {
            ReferrerPlaces.SignatureTag => EvidencePlace.SignatureTag,
            ReferrerPlaces.AttestationTag => EvidencePlace.AttestationTag,
            _ => EvidencePlace.Referrer,
        };

    private static bool IsEvidence(string mediaType) =>
        mediaType is SimpleSigningLayer or EnvelopeLayer || BundleMediaTypes.IsClaimed(mediaType);

    private static int MaximumSizeOf(string mediaType) =>
        mediaType switch
        {
            SimpleSigningLayer => SimpleSigning.MaximumSize,
            EnvelopeLayer => Envelope.MaximumSize,
            _ => Bundle.MaximumSize,
        };

    private static byte[] SignatureOf(Descriptor layer)
    {
        var text = layer.Annotations?.GetValueOrDefault(SignatureAnnotation) ?? "";
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && Convert.ToBase64String(bytes, 0, length) == text
            ? bytes[..length]
            : [];
    }
}
