using SupplyChain.Attestations;
using SupplyChain.Reports;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Verification;
using SupplyChain.Tests.Signing;
using Xunit;

namespace SupplyChain.Tests.Reports;

public sealed class VerificationReportsTests
{
    private const string Name = "registry.example/shop/api:1.0";

    [Fact]
    public async Task A_signed_image_passes_and_the_report_says_by_whom_and_what_was_not_checked()
    {
        using var layout = await SigningLayout.CreateAsync();
        await layout.SignAsync();
        var report = await ReportAsync(layout);
        Assert.Equal(("pass", ExitCode.Pass), (report.Verdict, report.ExitCode));
        var subject = Assert.Single(report.Subjects);
        Assert.Equal(("registry.example/shop/api", layout.Image.Digest), (subject.Identity, subject.Digest));
        Assert.Equal(("signature", Outcome.Pass), (subject.Items[0].Rule, subject.Items[0].Outcome));
        Assert.Contains("by ci", subject.Items[0].Message, StringComparison.Ordinal);
        Assert.Contains(subject.Items, item => item is { Rule: CheckIds.LogEntry, Outcome: Outcome.Skipped });
    }

    [Fact]
    public async Task An_attestation_is_no_signature_and_denied()
    {
        using var layout = await SigningLayout.CreateAsync();
        await layout.AttestAsync(PredicateTypes.CycloneDx, "{}");
        var report = await ReportAsync(layout);
        Assert.Equal("deny", report.Verdict);
        Assert.Equal(("signature", Outcome.Fail), (report.Subjects[0].Items[0].Rule, report.Subjects[0].Items[0].Outcome));
    }

    [Fact]
    public async Task A_signature_by_another_key_is_denied_and_listed()
    {
        using var layout = await SigningLayout.CreateAsync();
        await layout.SignAsync();
        var verifier = new Verifier([new NamedKey("other", PrivateKey.Generate().PublicKey)]);
        var verification = await verifier.VerifyImageAsync(
            layout.Store,
            layout.Image.Digest,
            SigningLayout.NoAnnotations,
            SigningLayout.Token
        );
        var report = VerificationReports.OfImages([verification.ToSubject(Name)]);
        Assert.Equal(ExitCode.Deny, report.ExitCode);
        Assert.Contains(report.Subjects[0].Items, item => item is { Rule: "evidence", Outcome: Outcome.Note });
    }

    [Fact]
    public async Task Evidence_that_cannot_be_read_is_undecided()
    {
        using var layout = await SigningLayout.CreateAsync();
        await layout.PlaceAsync("{}"u8.ToArray());
        Assert.Equal(ExitCode.Undetermined, (await ReportAsync(layout)).ExitCode);
    }

    [Fact]
    public async Task An_image_that_could_not_be_judged_is_told_with_its_reason_and_leaves_the_whole_undecided_unless_another_is_denied()
    {
        using var layout = await SigningLayout.CreateAsync();
        var failure = new UndeterminedException("registry.unreachable", "The registry does not answer; try again.");
        var unknown = failure.ToSubject("registry.example/shop/web:1.0", layout.Image.Digest);
        var denied = (await layout.VerifyAsync()).ToSubject(Name);
        var report = VerificationReports.OfImages([denied, unknown]);

        Assert.Equal(("deny", ExitCode.Deny), (report.Verdict, report.ExitCode));
        Assert.Equal(["deny", "error"], report.Subjects.Select(subject => subject.Verdict));
        Assert.Equal(("registry.example/shop/web", layout.Image.Digest), (unknown.Identity, unknown.Digest));
        var item = Assert.Single(unknown.Items);
        Assert.Equal((failure.Code, Outcome.Error, failure.Message), (item.Rule, item.Outcome, item.Message));
        await layout.SignAsync();
        var verified = (await layout.VerifyAsync()).ToSubject(Name);
        Assert.Equal("error", VerificationReports.OfImages([verified, unknown]).Verdict);
        Assert.Equal("deny", VerificationReports.OfImages([verified, denied]).Verdict);
        Assert.Equal("pass", VerificationReports.OfImages([verified]).Verdict);
    }

    private static async Task<Report> ReportAsync(SigningLayout layout) =>
        VerificationReports.OfImages([(await layout.VerifyAsync()).ToSubject(Name)]);
}
