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
    public Task SignInOlderFormAsync(SigningShape? shape = null) =>
        PlaceOlderFormAsync(OlderForm.OfSignature(Sigstore, Image.Digest, shape), "sig");

    /// <summary>Attests in cosign's older form, with everything in annotations.</summary>
    public Task AttestInOlderFormAsync(string type, string predicate, SigningShape? shape = null) =>
        PlaceOlderFormAsync(OlderForm.OfAttestation(Sigstore, SigningLayout.StatementOf(Image, type, predicate), shape), "att");

    public Task<VerificationReport> VerifyAsync(VerificationPolicy? policy = null) =>
        new Verifier(policy ?? Policy).VerifyImageAsync(Store, Image.Digest, SigningLayout.NoAnnotations, SigningLayout.Token);

    public void Dispose() => folder.Dispose();

    private async Task PlaceOlderFormAsync(OlderForm form, string suffix)
    {
        var manifest = OlderForm.ManifestOf(form);
        await Store.WriteBlobAsync(manifest.Config, new MemoryStream("{}"u8.ToArray()), SigningLayout.Token);
        await Store.WriteBlobAsync(form.Layer, new MemoryStream(form.Content), SigningLayout.Token);
        var content = manifest.ToBytes();
        await Store.WriteManifestAsync(
            Descriptor.Of(MediaTypes.OciManifest, content.Span),
            content,
            $"{Image.Digest.Algorithm}-{Image.Digest.Hex}.{suffix}",
            SigningLayout.Token
        );
    }
}
