using SupplyChain.Images;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Trust;
using SupplyChain.Signing.Verification;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Signing.Sigstore;

/// <summary>The cases of sigstore-conformance, by the file and by its digest, each rejection for its own reason.</summary>
public sealed class ConformanceTests
{
    private const string Identity =
        "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main";

    private const string Issuer = "https://token.actions.githubusercontent.com";
    private const string Cases = "sigstore-conformance/cases";

    // The case, the check that fails, and its sentence. An empty check stands for a bundle or key that cannot be read at all.
    private static readonly (string Case, string Check, string Sentence)[] Reasons =
    [
        (
            "bundle-from-wrong-instance_fail",
            CheckIds.Certificate,
            "Its certificate is issued by no authority of the trusted root."
        ),
        ("bundle-unknown-version_fail", "", "version=99.9' is not one of v0.1 to v0.3"),
        ("checkpoint-wrong-roothash_fail", CheckIds.LogEntry, "The checkpoint is of another tree than the proof."),
        ("dsse-mismatch-sig_fail", CheckIds.LogEntry, "The log entry holds another signature."),
        ("inclusion-proof-corrupted-hash_fail", CheckIds.LogEntry, "The proof does not show that the entry is in the log."),
        ("incorrect-public-key_fail", CheckIds.LogEntry, "The log entry holds another certificate or key."),
        ("intoto-missing-inclusion-proof_fail", CheckIds.LogEntry, "A log entry has no proof that it is in the log."),
        ("intoto-tsa-timestamp-outside-cert-validity_fail", CheckIds.Certificate, "since the certificate was not valid then."),
        ("invalid-ct-key_fail", CheckIds.CertificateLog, "0 promised to hold its certificate."),
        ("managed-key-wrong-key_fail", "", "holds no key in PEM"),
        ("rekor2-checkpoint-missing-log-signature_fail", CheckIds.LogEntry, "The log did not sign the checkpoint."),
        ("rekor2-dsse-invalid-sig_fail", CheckIds.Signature, "The key of its certificate did not make the signature"),
        (
            "rekor2-timestamp-outside-trust-root-tsa-validity_fail",
            CheckIds.SignedTimestamp,
            "since the authority is not trusted for that time."
        ),
        (
            "rekor2-timestamp-untrusted-tsa-with-embedded-cert_fail",
            CheckIds.SignedTimestamp,
            "A signed timestamp is by no authority of the trusted root."
        ),
        (
            "rekor2-timestamp-untrusted-tsa-without-embedded-cert_fail",
            CheckIds.SignedTimestamp,
            "A signed timestamp is by no authority of the trusted root."
        ),
        ("rekor2-timestamp-with-incorrect-time_fail", CheckIds.Certificate, "since the certificate was not valid then."),
        ("signature-mismatch_fail", CheckIds.Signature, "The key of its certificate did not make the signature"),
        ("wrong-hashedrekord-artifact_fail", CheckIds.LogEntry, "The log entry is about other content."),
        ("wrong-material_fail", CheckIds.Subject, "It carries the digest of another file than"),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_case_that_holds_is_verified(bool byDigest)
    {
        var verified = 0;
        foreach (var name in Names().Where(name => !name.EndsWith("_fail", StringComparison.Ordinal)))
        {
            var result = await VerifyAsync(name, byDigest);
            Assert.True(result.IsVerified, $"{name}: {result.Message}");
            verified++;
        }

        Assert.True(verified >= 11, $"only {verified} cases were tried");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_case_that_does_not_hold_is_rejected_for_its_own_reason(bool byDigest)
    {
        var failing = Names().Where(name => name.EndsWith("_fail", StringComparison.Ordinal)).ToArray();
        Assert.Equal(Reasons.Select(reason => reason.Case).Order(StringComparer.Ordinal), failing);
        foreach (var (name, check, sentence) in Reasons)
        {
            if (check.Length == 0)
            {
                var error = await Assert.ThrowsAnyAsync<SupplyChainException>(() => VerifyAsync(name, byDigest));
                Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
                continue;
            }

            var result = await VerifyAsync(name, byDigest);
            Assert.False(result.IsVerified, $"{name} was accepted");
            Assert.Contains(sentence, result.Message, StringComparison.Ordinal);
            var failed = result.Checks.Single(one => one.Message == result.Message);
            Assert.Equal((name, check, CheckOutcome.Failed), (name, failed.Id, failed.Outcome));
        }
    }

    private static string[] Names() =>
        [
            .. Directory
                .GetDirectories(TestData.Require(Cases))
                .Select(folder => Path.GetFileName(folder)!)
                .Order(StringComparer.Ordinal),
        ];

    private static async Task<EvidenceVerification> VerifyAsync(string name, bool byDigest)
    {
        var token = TestContext.Current.CancellationToken;
        var verifier = new Verifier(PolicyOf(name));
        var bundle = Bundle.Parse(await File.ReadAllBytesAsync(FileOf(name, "bundle.sigstore.json"), token));
        var artifact = await File.ReadAllBytesAsync(FileOf(name, "artifact", "a.txt"), token);
        return byDigest
            ? verifier.VerifyAny(bundle, SignedContent.Of(Digest.Sha256(artifact)), Digest.Sha256(artifact))
            : verifier.VerifyAny(
                bundle,
                await verifier.ReadAsync([bundle], new MemoryStream(artifact), token),
                Digest.Sha256(artifact)
            );
    }

    private static VerificationPolicy PolicyOf(string name)
    {
        var policy = new VerificationPolicy { TrustedRoot = TrustedRoot.Load(FileOf(name, "trusted_root.json")) };
        var key = FileOf(name, "key.pub");
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

    // What a case does not bring itself is the same for all.
    private static string FileOf(string name, string file, string? common = null)
    {
        var own = TestData.Require(Path.Combine(Cases, name)) + "/" + file;
        var shared = Path.Combine(TestData.Require("sigstore-conformance"), common ?? file);
        return File.Exists(own) ? own : shared;
    }
}
