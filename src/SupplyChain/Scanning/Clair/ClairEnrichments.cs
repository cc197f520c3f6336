using System.Text.Json;

namespace SupplyChain.Scanning.Clair;

/// <summary>What Clair adds to vulnerabilities: for each kind a list of maps from their identifiers to records.</summary>
internal sealed class ClairEnrichments(JsonElement root)
{
    /// <summary>The CVSS ratings.</summary>
    public IReadOnlyList<CvssRating> RatingsOf(string id) =>
        [
            .. RecordsOf("clair.cvss", id)
                .Select(record =>
                    CvssRating.Of("nvd", ReportJson.Optional(record, "vectorString"), ReportJson.Real(record, "baseScore"))
                )
                .Where(rating => rating.Vector is not null || rating.Score is not null),
        ];

    /// <summary>How likely it is exploited.</summary>
    public ExploitPrediction? PredictionOf(string id) =>
        RecordsOf("clair.epss", id)
            .Where(record => ReportJson.Real(record, "epss") is not null)
            .Select(record => new ExploitPrediction(
                ReportJson.Real(record, "epss")!.Value,
                ReportJson.Real(record, "percentile")
            ))
            .FirstOrDefault();

    /// <summary>True where it is known to be exploited; null where the report does not say.</summary>
    public bool? IsKnownExploited(string id) => RecordsOf("clair.kev", id).Any() ? true : null;

    private IEnumerable<JsonElement> RecordsOf(string enricher, string id) =>
        JsonText
            .Members(root, "enrichments")
            .Where(kind => kind.Name.Contains($"enricher={enricher}", StringComparison.Ordinal))
            .SelectMany(kind => ReportJson.Objects(kind.Value))
            .SelectMany(map => ReportJson.Objects(map, id));
}
