using SupplyChain.Reports;
using Xunit;

namespace SupplyChain.Tests.Reports;

public sealed class TextReportTests
{
    [Fact]
    public void A_report_reads_from_the_verdict_to_the_notes()
    {
        const string expected = """
            deny: lint of 2 files (1 blocking, 1 undecided, 1 noted, 1 waived)

                                              critical  high  medium  low  waived  verdict
            registry.example/shop/api:1.0     1         0     0       1    1       deny
              sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
            registry.example/shop/worker:1.0  0         0     0       0    0       pass
              sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa

            What blocks
              critical    pod.privileged  manifests/api.yaml:12:9  It breaks pod.privileged.
                          -> Mend it.

            What could not be decided
              error       image.signature  manifests/api.yaml:12:9  It breaks image.signature.
                          -> Mend it.

            What does not block
              low         pod.memory-limit  manifests/api.yaml:12:9  It breaks pod.memory-limit.
                          -> Mend it.

            Waived
              high        rbac.wildcard  manifests/api.yaml:12:9  It breaks rbac.wildcard.
                          because: W-1 of ops@example.com until 2027-01-01: migration

            Not checked
              skipped     audit.policy  manifests/api.yaml:12:9  It breaks audit.policy.
                          because: no API server configuration was given

            Notes
              One file was empty.

            """;
        Assert.Equal(expected.ReplaceLineEndings("\n"), Written.Text(SampleReports.Everything));
    }

    [Fact]
    public void Checks_are_shown_as_a_table_of_what_holds()
    {
        var report = SampleReports.Everything with { Tool = "verify" };
        Assert.Contains(
            """
                                              audit    image  pod   rbac    verdict
            registry.example/shop/api:1.0     skipped  ERROR  FAIL  waived  deny
            """.ReplaceLineEndings("\n"),
            Written.Text(report),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_report_without_failures_passes_and_one_with_only_an_undecided_item_does_not()
    {
        Assert.Equal("pass", SampleReports.Of(SampleReports.Image("a", "a")).Verdict);
        var undecided = SampleReports.Of(SampleReports.Image("a", "a", SampleReports.Item("x", Outcome.Error)));
        Assert.Equal(("error", ExitCode.Undetermined), (undecided.Verdict, undecided.ExitCode));
    }
}
