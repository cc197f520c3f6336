using System.Text.Json.Serialization;

namespace SupplyChain.Scanning;

/// <summary>A shared framework of .NET that is installed in the target.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Location">The file that names its packages.</param>
public sealed record InstalledRuntime(
    [property: JsonPropertyName("version")] string Version,
    [property: JsonPropertyName("location")] string Location
);
