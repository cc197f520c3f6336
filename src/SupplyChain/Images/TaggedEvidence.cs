using System.Text.Json;

namespace SupplyChain.Images;

/// <summary>
/// What is under cosign's older tags: a manifest of which each layer is a signature or an attestation, so that those of several
/// writers are the layers of one manifest. An SBOM is alone under its tag.
/// </summary>
internal static class TaggedEvidence
{
    private const string SbomSuffix = ".sbom";

    /// <summary>What is to be written under the tag so that nothing that is there is lost; null where nothing is missing.</summary>
    /// <param name="store">Where the tag is; its layers are there, and the configuration of a merged manifest is written.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="there">The manifest under the tag; null where there is none.</param>
    /// <param name="manifest">The manifest that is to be there.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="UndeterminedException">What is there is of another kind, and would have to be replaced.</exception>
    public static async Task<(Descriptor Manifest, ReadOnlyMemory<byte> Content)?> AddAsync(
        IImageStore store,
        string tag,
        ReadOnlyMemory<byte>? there,
        Descriptor manifest,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellationToken
    )
    {
        if (there is not { } old || manifest.Digest.Matches(old.Span))
        {
            return there is null ? (manifest, content) : null;
        }

        var place = $"{store.Location}:{tag}";
        if (
            tag.EndsWith(SbomSuffix, StringComparison.Ordinal)
            || OciDocument.Parse(old, place).Manifest is not { } theirs
            || OciDocument.Parse(content, place).Manifest is not { } ours
        )
        {
            throw new UndeterminedException(
                "image.tag-taken",
                $"{place} is something else already, which {manifest.Digest} would replace; delete the tag there if it is not needed, then try again."
            );
        }

        var (has, brings) = (theirs.Layers.Select(Identify).ToHashSet(), ours.Layers.Select(Identify).ToHashSet());
        return brings.IsSubsetOf(has) ? null
            : has.IsSubsetOf(brings) ? (manifest, content)
            : await MergeAsync(
                store,
                theirs,
                [.. theirs.Layers, .. ours.Layers.Where(layer => !has.Contains(Identify(layer)))],
                cancellationToken
            );
    }

    // The payload of a signature is the same for all who sign an image; the signature itself is an annotation.
    private static string Identify(Descriptor layer) => JsonSerializer.Serialize(layer, OciJson.Plain.Descriptor);

    // cosign's own configurations list each layer's digest, since none is packed.
    private static async Task<(Descriptor Manifest, ReadOnlyMemory<byte> Content)> MergeAsync(
        IImageStore store,
        ImageManifest theirs,
        IReadOnlyList<Descriptor> layers,
        CancellationToken cancellationToken
    )
    {
        var config = JsonSerializer.SerializeToUtf8Bytes(
            new ImageConfig
            {
                OS = "",
                Architecture = "",
                RootFileSystem = new ImageRootFileSystem { DiffIds = [.. layers.Select(layer => layer.Digest)] },
            },
            OciJson.Plain.ImageConfig
        );
        var blob = Descriptor.Of(theirs.Config.MediaType, config);
        await store.WriteBlobAsync(blob, new MemoryStream(config), cancellationToken);
        var merged = (theirs with { Config = blob, Layers = layers }).ToBytes();
        return (Descriptor.Of(theirs.MediaType ?? MediaTypes.OciManifest, merged.Span), merged);
    }
}
