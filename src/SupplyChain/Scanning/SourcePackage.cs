using System.Text.Json.Serialization;

namespace SupplyChain.Scanning;

/// <summary>The source package behind a binary one: advisories of distributions name it.</summary>
/// <param name="Name">Its name; the origin of an Alpine package.</param>
/// <param name="Version">Its version.</param>
public sealed record SourcePackage(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("version")] string Version
);
