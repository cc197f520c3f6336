using SupplyChain.Attestations;
using SupplyChain.Reports;
using SupplyChain.Signing.Verification;
using SupplyChain.Testing.Sigstore;
using Xunit;

namespace SupplyChain.Tests.Signing.Sigstore;

/// <summary>Reads every line that <c>verify</c> prints, in every situation there is: none says that something holds which was skipped.</summary>
public sealed class TruthfulOutputTests
{
    // Words that a reader takes for "this was verified".
    private static readonly string[] Affirmations =
    [
        "verified",
        "made the signature",
        "holds it",
        "signed the time",
        "promised to hold",
        "valid when",
        "vouched",
        "is about",
        "is signed",
    ];

    [Fact]
    public async Task No_line_says_that_something_was_verified_which_was_not()
    {
        var lines = 0;
        var skipped = 0;
        await foreach (var (report, results) in SituationsAsync())
        {
            foreach (var result in results)
            {
                foreach (
                    var check in result.Checks.Where(check => check.Outcome is CheckOutcome.Skipped or CheckOutcome.NotApplicable)
                )
                {
                    skipped++;
                    Assert.DoesNotContain(Affirmations, word => check.Message.Contains(word, StringComparison.OrdinalIgnoreCase));
                }
            }

            using var text = new StringWriter();
            new TextReport(text).Write(report);
            var written = text.ToString().Split('\n');
            lines += written.Length;
            AssertSections(report, results, written);
        }

        Assert.True(lines > 1000 && skipped > 100, $"only {lines} lines and {skipped} skipped checks were read");
    }

    // Under "What holds" stands what passed and nothing else, and only where the verdict is a pass.
    private static void AssertSections(Report report, IReadOnlyList<EvidenceVerification> results, string[] lines)
    {
        var start = Array.IndexOf(lines, "What holds");
        if (start < 0)
        {
            return;
        }

        var passed = results
            .SelectMany(result => result.Checks)
            .Where(check => check.Outcome == CheckOutcome.Passed)
            .Select(check => check.Message)
            .Concat(
                report
                    .Subjects.SelectMany(subject => subject.Items)
                    .Where(item => item.Outcome == Outcome.Pass)
                    .Select(item => item.Message)
            )
            .ToHashSet(StringComparer.Ordinal);
        foreach (var line in lines[(start + 1)..].TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal)))
        {
            Assert.Contains(passed, message => line.EndsWith(message, StringComparison.Ordinal));
        }

        foreach (var item in report.Subjects.SelectMany(subject => subject.Items).Where(item => item.Outcome == Outcome.Pass))
        {
            var isDecision = item.Rule is "signature" or "attestation";
            Assert.True(
                isDecision
                    ? results.Any(result => result.IsVerified)
                    : results
                        .SelectMany(result => result.Checks)
                        .Any(check => (check.Id, check.Message, check.Outcome) == (item.Rule, item.Message, CheckOutcome.Passed)),
                $"{item.Rule}: {item.Message}"
            );
        }
    }

    private static async IAsyncEnumerable<(Report Report, IReadOnlyList<EvidenceVerification> Results)> SituationsAsync()
    {
        // Every other fault, which leaves each kind of check failing in some.
        foreach (var fault in Enum.GetValues<SigstoreFault>().Where((_, position) => position % 2 == 0))
        {
            using var layout = await SigstoreLayout.CreateAsync(fault);
            await layout.SignAsync(new SigningShape { IsTimestamped = true });
            await layout.SignInOlderFormAsync(new SigningShape { IsTimestamped = true });
            foreach (var policy in Policies(layout.Policy))
            {
                var verification = await layout.VerifyAsync(policy);
                yield return (VerificationReports.OfImages([verification.ToSubject("shop")]), verification.Results);
                var attested = await new Verifier(policy).VerifyAttestationsAsync(
                    layout.Store,
                    layout.Image.Digest,
                    PredicateTypes.CycloneDx,
                    SigningLayout.Token
                );
                yield return (
                    VerificationReports.OfImages([(attested with { IsIndex = true }).ToSubject("shop")]),
                    attested.Results
                );
            }
        }

        foreach (var shape in SigstoreShapes.OfFiles.Values)
        {
            var file = SigstoreCase.OfFile(shape());
            foreach (var policy in Policies(file.Policy))
            {
                var result = new Verifier(policy).VerifyAny(
                    file.Bundle,
                    SupplyChain.Signing.Keys.SignedContent.Of(SigstoreCase.Digest),
                    SigstoreCase.Digest
                );
                yield return (result.ToReport("file", SigstoreCase.Digest), [result]);
            }
        }
    }

    private static VerificationPolicy[] Policies(VerificationPolicy policy) =>
        [
            policy,
            policy with
            {
                LogEntries = 0,
                CertificateLogs = 0,
            },
            policy with
            {
                LogEntries = 0,
                SignedTimestamps = 1,
            },
            .. policy.Keys.Count > 0 ? [policy with { TrustedRoot = null }] : Array.Empty<VerificationPolicy>(),
        ];
}
