using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Trust;
using SupplyChain.Signing.Verification;

namespace SupplyChain.Testing.Sigstore;

/// <summary>A file or statement that a virtual Sigstore signed, and the policy by which it should be verified.</summary>
public sealed class SigstoreCase
{
    public const string Type = "https://example.com/t";

    public static readonly byte[] File = "the content of a file"u8.ToArray();

    private SigstoreCase(VirtualSigstore sigstore, Bundle bundle, VerificationPolicy policy) =>
        (Sigstore, Bundle, Policy) = (sigstore, bundle, policy);

    public VirtualSigstore Sigstore { get; }

    public Bundle Bundle { get; }

    public VerificationPolicy Policy { get; init; }

    public static Digest Digest { get; } = Images.Digest.Sha256(File);

    public static Statement Statement { get; } = new([Subject.Of(Digest, "file")], Type, "{\"a\":1}"u8.ToArray());

    public static SigstoreCase OfFile(SigningShape? shape = null, SigstoreFault fault = SigstoreFault.None)
    {
        var sigstore = new VirtualSigstore(fault);
        return new SigstoreCase(sigstore, sigstore.SignFile(File, shape), PolicyFor(sigstore, shape));
    }

    public static SigstoreCase OfStatement(SigningShape? shape = null, SigstoreFault fault = SigstoreFault.None)
    {
        var sigstore = new VirtualSigstore(fault);
        return new SigstoreCase(sigstore, sigstore.SignStatement(Statement, shape), PolicyFor(sigstore, shape));
    }

    public EvidenceVerification Verify() => Verify(Bundle);

    public EvidenceVerification Verify(Bundle bundle) => new Verifier(Policy).VerifyAny(bundle, SignedContent.Of(Digest), Digest);

    /// <summary>The identity that certificates are issued to.</summary>
    public static CertificateIdentity Wanted(VirtualIdentity? identity = null)
    {
        var holder = identity ?? new VirtualIdentity();
        return new CertificateIdentity(TextPattern.Exactly(holder.Identity), TextPattern.Exactly(holder.Issuer));
    }

    private static VerificationPolicy PolicyFor(VirtualSigstore sigstore, SigningShape? shape)
    {
        var policy = new VerificationPolicy { TrustedRoot = TrustedRoot.Parse(sigstore.TrustedRoot()) };
        return shape?.Key is { } key
            ? policy with
            {
                Keys = [new NamedKey("ci", PublicKey.Parse(key.ExportSubjectPublicKeyInfoPem()))],
            }
            : policy with
            {
                Identities = [Wanted(shape?.Identity)],
            };
    }
}
