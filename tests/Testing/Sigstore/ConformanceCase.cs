using SupplyChain.Images;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Trust;
using SupplyChain.Signing.Verification;

namespace SupplyChain.Testing.Sigstore;

/// <summary>A case of sigstore-conformance: a bundle, and what it should be held against.</summary>
public sealed record ConformanceCase(string Name)
{
    private const string Cases = "sigstore-conformance/cases";

    private const string Identity =
        "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main";

    private const string Issuer = "https://token.actions.githubusercontent.com";

    /// <summary>All cases of the test data, in the order of their names; skips the test where there are none.</summary>
    public static IReadOnlyList<ConformanceCase> All =>
        [
            .. Directory
                .GetDirectories(TestData.Require(Cases))
                .Select(folder => Path.GetFileName(folder)!)
                .Order(StringComparer.Ordinal)
                .Select(name => new ConformanceCase(name)),
        ];

    /// <summary>Whether the bundle is to be verified, and not rejected.</summary>
    public bool Holds => !Name.EndsWith("_fail", StringComparison.Ordinal);

    /// <summary>The bundle's bytes.</summary>
    public byte[] Bundle => File.ReadAllBytes(FileOf("bundle.sigstore.json"));

    /// <summary>What was signed.</summary>
    public byte[] Artifact => File.ReadAllBytes(FileOf("artifact", "a.txt"));

    /// <summary>Whose signatures count.</summary>
    public VerificationPolicy Policy
    {
        get
        {
            var policy = new VerificationPolicy { TrustedRoot = TrustedRoot.Load(FileOf("trusted_root.json")) };
            var key = FileOf("key.pub");
            return File.Exists(key)
                ? policy with
                {
                    Keys = [new NamedKey("key.pub", PublicKey.Load(key))],
                }
                : policy with
                {
                    Identities = [new CertificateIdentity(TextPattern.Exactly(Identity), TextPattern.Exactly(Issuer))],
                };
        }
    }

    /// <summary>Verifies the bundle, by the file or by its digest.</summary>
    public async Task<EvidenceVerification> VerifyAsync(bool byDigest, CancellationToken cancellationToken)
    {
        var verifier = new Verifier(Policy);
        var bundle = Signing.Bundles.Bundle.Parse(Bundle);
        var digest = Digest.Sha256(Artifact);
        return byDigest
            ? verifier.VerifyAny(bundle, SignedContent.Of(digest), digest)
            : verifier.VerifyAny(
                bundle,
                await verifier.ReadAsync([bundle], new MemoryStream(Artifact), cancellationToken),
                digest
            );
    }

    // What a case does not bring itself is the same for all.
    private string FileOf(string file, string? common = null)
    {
        var own = TestData.Require(Path.Combine(Cases, Name)) + "/" + file;
        var shared = Path.Combine(TestData.Require("sigstore-conformance"), common ?? file);
        return File.Exists(own) ? own : shared;
    }
}
