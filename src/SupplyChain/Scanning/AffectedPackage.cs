using System.Text.Json.Serialization;
using SupplyChain.Images;

namespace SupplyChain.Scanning;

/// <summary>The package that a finding is about: enough of a <see cref="Package"/> to name and locate it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">The installed version.</param>
/// <param name="Purl">Its package URL; null where the scanner gives none.</param>
public sealed record AffectedPackage(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("version")] string Version,
    [property: JsonPropertyName("purl")] string? Purl = null
)
{
    /// <summary>Its type, as in <see cref="Package.Type"/>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>The file that names it, as in <see cref="Package.Location"/>.</summary>
    [JsonPropertyName("location")]
    public string? Location { get; init; }

    /// <summary>The layer that brought it, as in <see cref="Package.LayerDigest"/>.</summary>
    [JsonPropertyName("layerDigest")]
    public Digest? LayerDigest { get; init; }

    /// <summary>The package as a finding names it.</summary>
    public static AffectedPackage Of(Package package) =>
        new(package.Name, package.Version, package.Purl)
        {
            Type = package.Type,
            Location = package.Location,
            LayerDigest = package.LayerDigest,
        };
}
