using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupplyChain.Scanning;

/// <summary>A vulnerability in a package of the target.</summary>
public sealed record Finding
{
    /// <summary>The id that people search for: the CVE where there is one, else the advisory's own.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>The other ids of the same vulnerability, sorted.</summary>
    [JsonPropertyName("aliases")]
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>How bad it is; <see cref="SupplyChain.Severity.Unknown"/> is never the same as harmless.</summary>
    [JsonPropertyName("severity")]
    public required Severity Severity { get; init; }

    /// <summary>The package it is in.</summary>
    [JsonPropertyName("package")]
    public required AffectedPackage Package { get; init; }

    /// <summary>The versions that fix it, in ascending order; empty when there is no fix.</summary>
    [JsonPropertyName("fixedVersions")]
    public required IReadOnlyList<string> FixedVersions { get; init; }

    /// <summary>Whether a fixed version exists.</summary>
    [JsonIgnore]
    public bool Fixable => FixedVersions.Count > 0;

    /// <summary>What the distributor says about a fix.</summary>
    [JsonPropertyName("status")]
    public FindingStatus Status { get; init; }

    /// <summary>One line about it.</summary>
    [JsonPropertyName("title")]
    public string? Title { get; init; }

    /// <summary>The longer text.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Pages about it, the main one first.</summary>
    [JsonPropertyName("references")]
    public IReadOnlyList<string> References
    {
        get => field ?? [];
        init;
    }

    /// <summary>Who published the advisory, such as <c>GHSA</c> or <c>debian</c>.</summary>
    [JsonPropertyName("source")]
    public string? Source { get; init; }

    /// <summary>Whose severity was taken; null when it is that of <see cref="Source"/>.</summary>
    [JsonPropertyName("severitySource")]
    public string? SeveritySource { get; init; }

    /// <summary>The CVSS ratings known for it.</summary>
    [JsonPropertyName("cvss")]
    public IReadOnlyList<CvssRating> Cvss
    {
        get => field ?? [];
        init;
    }

    /// <summary>When it was published.</summary>
    [JsonPropertyName("publishedAt")]
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>When it changed last.</summary>
    [JsonPropertyName("modifiedAt")]
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>What each source says how bad it is, sorted by source; <see cref="Severity"/> is the one that counts.</summary>
    [JsonPropertyName("severities")]
    public IReadOnlyList<SeverityRating> Severities
    {
        get => field ?? [];
        init;
    }

    /// <summary>How likely it is exploited soon; null where the scanner does not say.</summary>
    [JsonPropertyName("epss")]
    public ExploitPrediction? Epss { get; init; }

    /// <summary>Whether it is in a catalogue of vulnerabilities known to be exploited; null where the scanner does not say.</summary>
    [JsonPropertyName("knownExploited")]
    public bool? KnownExploited { get; init; }

    /// <summary>The weaknesses behind it, such as <c>CWE-79</c>.</summary>
    [JsonPropertyName("weaknesses")]
    public IReadOnlyList<string> Weaknesses
    {
        get => field ?? [];
        init;
    }

    /// <summary>What else the scanner says, in its own words; null where that is nothing.</summary>
    [JsonPropertyName("details")]
    public JsonElement? Details { get; init; }
}
