using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupplyChain.Scanning;

/// <summary>A finding in a file and not in a package: a misconfiguration, a secret or a licence.</summary>
public sealed record FileFinding
{
    /// <summary><c>misconfiguration</c>, <c>secret</c> or <c>license</c>.</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    /// <summary>Id of the rule, or name of the licence.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>How bad it is.</summary>
    [JsonPropertyName("severity")]
    public required Severity Severity { get; init; }

    /// <summary>What it is, in one line. Never the secret itself.</summary>
    [JsonPropertyName("title")]
    public required string Title { get; init; }

    /// <summary>The longer text.</summary>
    [JsonPropertyName("message")]
    public string? Message { get; init; }

    /// <summary>The file, relative to the root of the target.</summary>
    [JsonPropertyName("location")]
    public required string Location { get; init; }

    /// <summary>First line, from 1; null where it is not known.</summary>
    [JsonPropertyName("startLine")]
    public int? StartLine { get; init; }

    /// <summary>Last line, from 1; null where it is not known.</summary>
    [JsonPropertyName("endLine")]
    public int? EndLine { get; init; }

    /// <summary>Pages about it, the main one first.</summary>
    [JsonPropertyName("references")]
    public IReadOnlyList<string> References
    {
        get => field ?? [];
        init;
    }

    /// <summary>What else the scanner says, in its own words; null where that is nothing.</summary>
    [JsonPropertyName("details")]
    public JsonElement? Details { get; init; }
}
