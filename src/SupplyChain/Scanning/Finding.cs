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
}
