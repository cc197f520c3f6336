using System.Text.Json;

namespace SupplyChain.Scanning.Trivy;

/// <summary>A finding that Trivy took out.</summary>
/// <param name="Finding">The finding, in the form of its type.</param>
/// <param name="Reason">Why.</param>
/// <param name="Origin">The file or document that took it out; null where it does not tell.</param>
internal sealed record TrivyModified(JsonElement Finding, string Reason, string? Origin)
{
    /// <summary>The types that are read.</summary>
    private static readonly string[] Types = ["vulnerability", "misconfiguration", "secret", "license"];

    private static readonly Remainder Whole = new();

    /// <summary>Those of a type.</summary>
    public static IEnumerable<TrivyModified> Of(JsonElement result, string type) =>
        All(result)
            .Where(modified => JsonText.Member(modified, "Type") == type)
            .Select(modified => new TrivyModified(
                ReportJson.Child(modified, "Finding"),
                ReasonOf(modified),
                ReportJson.Optional(modified, "Source")
            ));

    /// <summary>Those of types that we don't know, as they are.</summary>
    public static IReadOnlyList<JsonElement> Unknown(JsonElement result) =>
        [
            .. All(result)
                .Where(modified => !Types.Contains(JsonText.Member(modified, "Type")))
                .Select(modified => Whole.Of(modified))
                .OfType<JsonElement>(),
        ];

    private static IEnumerable<JsonElement> All(JsonElement result) => ReportJson.Objects(result, "ExperimentalModifiedFindings");

    private static string ReasonOf(JsonElement modified)
    {
        var status = ReportJson.Optional(modified, "Status") ?? "ignored";
        return ReportJson.Optional(modified, "Statement") is { } statement ? $"{status}: {statement}" : status;
    }
}
