using SupplyChain.Signing.Verification;
using SupplyChain.Testing.Sigstore;
using Xunit;

namespace SupplyChain.Tests.Signing.Sigstore;

/// <summary>The cases of sigstore-conformance, by the file and by its digest, each rejection for its own reason.</summary>
public sealed class ConformanceTests
{
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

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_case_that_holds_is_verified(bool byDigest)
    {
        var verified = 0;
        foreach (var one in ConformanceCase.All.Where(one => one.Holds))
        {
            var result = await one.VerifyAsync(byDigest, Token);
            Assert.True(result.IsVerified, $"{one.Name}: {result.Message}");
            verified++;
        }

        Assert.True(verified >= 11, $"only {verified} cases were tried");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_case_that_does_not_hold_is_rejected_for_its_own_reason(bool byDigest)
    {
        var failing = ConformanceCase.All.Where(one => !one.Holds).Select(one => one.Name);
        Assert.Equal(Reasons.Select(reason => reason.Case).Order(StringComparer.Ordinal), failing);
        foreach (var (name, check, sentence) in Reasons)
        {
            if (check.Length == 0)
            {
                var error = await Assert.ThrowsAnyAsync<SupplyChainException>(() =>
                    new ConformanceCase(name).VerifyAsync(byDigest, Token)
                );
                Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
                continue;
            }

            var result = await new ConformanceCase(name).VerifyAsync(byDigest, Token);
            Assert.False(result.IsVerified, $"{name} was accepted");
            Assert.Contains(sentence, result.Message, StringComparison.Ordinal);
            var failed = result.Checks.Single(one => one.Message == result.Message);
            Assert.Equal((name, check, CheckOutcome.Failed), (name, failed.Id, failed.Outcome));
        }
    }
}
