using System.Text.Json.Serialization;

namespace SupplyChain.Gate.Verdicts;

/// <summary>The lint finding that a check is about.</summary>
/// <param name="Rule">Id of the lint rule.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
public sealed record LintReference(
    [property: JsonPropertyName("rule")] string Rule,
    [property: JsonPropertyName("severity")] Severity Severity,
    [property: JsonPropertyName("file")] string File,
    [property: JsonPropertyName("line")] int Line,
    [property: JsonPropertyName("column")] int Column
);
