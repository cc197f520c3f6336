using SupplyChain.Attestations;
using SupplyChain.Attestations.Predicates;
using SupplyChain.Images;
using SupplyChain.Scanning;
using Xunit;

namespace SupplyChain.Tests.Scanning;

public sealed class ScanStatementTests
{
    private static readonly Digest Image = Digest.Sha256("an image"u8);

    [Fact]
    public void A_scan_comes_back_whole_out_of_its_statement()
    {
        var report = Report([new AdvisorySource("advisories") { UpdatedAt = DateTimeOffset.UnixEpoch }]);
        var statement = Statement.Parse(ScanStatement.Of(report, [Subject.Of(Image)]).ToBytes());
        var scan = VulnerabilityScan.Read(statement);
        Assert.Equal(
            ScanReportJson.Write(report),
            ScanReportJson.Write(ScanReportJson.Read(scan.Scanner.Result, "the statement"))
        );
        Assert.Equal(report.FinishedAt, scan.Metadata.ScanFinishedOn);
        Assert.Equal(DateTimeOffset.UnixEpoch, scan.Scanner.Db?.LastUpdate);
        Assert.True(statement.IsAbout(Image));
    }

    [Fact]
    public void A_scan_without_advisories_names_no_database() =>
        Assert.Null(VulnerabilityScan.Read(ScanStatement.Of(Report([]), [Subject.Of(Image)])).Scanner.Db);

    private static ScanReport Report(IReadOnlyList<AdvisorySource> advisories) =>
        new()
        {
            Target = new ScannedTarget("an image", ScannedTarget.Image, Image),
            Engine = new ScanEngine(ScanEngine.Builtin, "1.0.0"),
            Advisories = advisories,
            StartedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            FinishedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 6, TimeSpan.Zero),
            Limitations = [],
            Packages = [],
            Findings = [],
        };
}
