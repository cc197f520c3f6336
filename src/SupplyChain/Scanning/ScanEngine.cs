using System.Text.Json.Serialization;
using SupplyChain.Images;

namespace SupplyChain.Scanning;

/// <summary>The scanner behind a report.</summary>
/// <param name="Name"><c>builtin</c>, <c>trivy</c>, <c>grype</c> or <c>clair</c>.</param>
/// <param name="Version">Its version.</param>
public sealed record ScanEngine(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("version")] string Version
)
{
    /// <summary><see cref="Name"/> of the engine of this library.</summary>
    public const string Builtin = "builtin";

    /// <summary><see cref="Name"/> of Trivy.</summary>
    public const string Trivy = "trivy";

    /// <summary><see cref="Name"/> of Grype.</summary>
    public const string Grype = "grype";

    /// <summary><see cref="Name"/> of Clair.</summary>
    public const string Clair = "clair";

    /// <summary>Digest of the program that ran; null for the engine of this library.</summary>
    [JsonPropertyName("digest")]
    public Digest? Digest { get; init; }

    /// <summary>Why this engine was taken and not another.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; init; }
}
