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
