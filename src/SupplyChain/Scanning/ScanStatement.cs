using System.Text.Json;
using SupplyChain.Attestations;
using SupplyChain.Attestations.Predicates;

namespace SupplyChain.Scanning;

/// <summary>Turns a scan into the statement it is published as: cosign's vulnerability predicate around the whole report.</summary>
public static class ScanStatement
{
    private const string EngineUri = "urn:supplychain:scanner:";

    /// <summary>The statement that these subjects were scanned with this result.</summary>
    public static Statement Of(ScanReport report, IEnumerable<Subject> subjects)
    {
        using var result = JsonDocument.Parse(ScanReportJson.Write(report));
        return new VulnerabilityScan
        {
            Scanner = new Scanner
            {
                Uri = EngineUri + report.Engine.Name,
                Version = report.Engine.Version,
                Db = Database(report.Advisories),
                Result = result.RootElement.Clone(),
            },
            Metadata = new ScanMetadata(report.StartedAt, report.FinishedAt),
        }.ToStatement(subjects);
    }

    /// <summary>Reads the report out of a statement.</summary>
    /// <param name="statement">A statement of the vulnerability predicate.</param>
    /// <param name="origin">Where it comes from, for messages.</param>
    /// <exception cref="UndeterminedException">The predicate or the report in it is malformed, or they contradict each other.</exception>
    public static ScanReport Read(Statement statement, string origin)
    {
        var predicate = VulnerabilityScan.Read(statement);
        var report = ScanReportJson.Read(predicate.Scanner.Result, origin);
        return predicate.Metadata.ScanFinishedOn == report.FinishedAt
            ? report
            : throw new UndeterminedException(
                "scan.statement",
                $"The scan at {origin} ended at two times, by its statement and by its report; scan again to replace it."
            );
    }

    // The predicate has room for one database; the report inside names them all.
    private static ScannerDatabase? Database(IReadOnlyList<AdvisorySource> sources) =>
        sources.Count == 0
            ? null
            : new ScannerDatabase
            {
                Uri = sources[0].Name,
                Version = sources[0].Digest?.ToString(),
                LastUpdate = sources.Min(source => source.UpdatedAt),
            };
}
