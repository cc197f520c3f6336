using System.Security.Cryptography;
using System.Text;
using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Images.Layouts;
using SupplyChain.Signing.Trust;
using SupplyChain.Signing.Verification;
using SupplyChain.Testing;
using SupplyChain.Testing.Sigstore;
using SupplyChain.Tests.Images;

namespace SupplyChain.Tests.Signing.Sigstore;

/// <summary>An OCI layout with one image, a virtual Sigstore that signs it, and a verifier that wants a workflow's identity.</summary>
internal sealed class SigstoreLayout : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private SigstoreLayout(SigstoreFault fault)
    {
        Store = new OciLayout(folder.At("layout"), TimeProvider.System);
        Sigstore = new VirtualSigstore(fault);
        Policy = new VerificationPolicy
        {
            TrustedRoot = TrustedRoot.Parse(Sigstore.TrustedRoot()),
            Identities = [SigstoreCase.Wanted()],
        };
    }

    public OciLayout Store { get; }

    public VirtualSigstore Sigstore { get; }

    public VerificationPolicy Policy { get; }

    public Descriptor Image { get; private set; } = null!;

    public static async Task<SigstoreLayout> CreateAsync(SigstoreFault fault = SigstoreFault.None)
    {
        var layout = new SigstoreLayout(fault);
        layout.Image = await Samples.PushImageAsync(layout.Store, "v1");
        return layout;
    }

    public Task SignAsync(SigningShape? shape = null) => AttestAsync(PredicateTypes.ImageSignature, "{}", shape);

    public Task AttestAsync(string type, string predicate, SigningShape? shape = null) =>
        SigningLayout.PlaceAsync(
            Store,
            Image,
            Sigstore.SignStatement(SigningLayout.StatementOf(Image, type, predicate), shape).ToBytes()
        );

    /// <summary>Signs in cosign's older form, with everything in annotations.</summary>
    public async Task SignInOlderFormAsync(SigningShape? shape = null)
    {
        var payload = Encoding.UTF8.GetBytes(
            $$"""{"critical":{"identity":{"docker-reference":"shop"},"image":{"docker-manifest-digest":"{{Image.Digest}}"},"type":"cosign container image signature"},"optional":null}"""
        );
        var bundle = Sigstore.SignFile(payload, shape);
        var material = bundle.Material;
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["dev.cosignproject.cosign/signature"] = Convert.ToBase64String(bundle.MessageSignature!.Signature.Span),
            ["dev.sigstore.cosign/certificate"] = Pem(material.Certificates[0]),
            ["dev.sigstore.cosign/chain"] = string.Concat(Sigstore.Authority.Chain.Select(der => Pem(der))),
        };
        foreach (var entry in material.LogEntries)
        {
            annotations["dev.sigstore.cosign/bundle"] =
                $$$"""{"SignedEntryTimestamp":"{{{Convert.ToBase64String(entry.SignedEntryTimestamp!.Value.Span)}}}","Payload":{"body":"{{{Convert.ToBase64String(entry.CanonicalizedBody.Span)}}}","integratedTime":{{{entry.IntegratedTime}}},"logIndex":{{{entry.LogIndex}}},"logID":"{{{Convert.ToHexStringLower(entry.LogId.Span)}}}"}}""";
        }

        if (material.SignedTimestamps is [{ } timestamp])
        {
            annotations["dev.sigstore.cosign/rfc3161timestamp"] =
                $$"""{"SignedRFC3161Timestamp":"{{Convert.ToBase64String(timestamp.Span)}}"}""";
        }

        var layer = Descriptor.Of("application/vnd.dev.cosign.simplesigning.v1+json", payload) with { Annotations = annotations };
        var manifest = new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            Config = Descriptor.Of(MediaTypes.OciEmpty, "{}"u8),
            Layers = [layer],
        };
        await Store.WriteBlobAsync(manifest.Config, new MemoryStream("{}"u8.ToArray()), SigningLayout.Token);
        await Store.WriteBlobAsync(layer, new MemoryStream(payload), SigningLayout.Token);
        var content = manifest.ToBytes();
        await Store.WriteManifestAsync(
            Descriptor.Of(MediaTypes.OciManifest, content.Span),
            content,
            $"{Image.Digest.Algorithm}-{Image.Digest.Hex}.sig",
            SigningLayout.Token
        );
    }

    public Task<VerificationReport> VerifyAsync(VerificationPolicy? policy = null) =>
        new Verifier(policy ?? Policy).VerifyImageAsync(Store, Image.Digest, SigningLayout.NoAnnotations, SigningLayout.Token);

    public void Dispose() => folder.Dispose();

    private static string Pem(ReadOnlyMemory<byte> der) => PemEncoding.WriteString("CERTIFICATE", der.Span) + "\n";
}
