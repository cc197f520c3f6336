using System.Text.Json;
using System.Text.Json.Serialization;
using SupplyChain.Images;

namespace SupplyChain.Scanning;

/// <summary>A package found in a target.</summary>
public sealed record Package
{
    /// <summary>Its name, with the scope or group where the ecosystem has one, such as <c>@babel/core</c>.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Its version as the package database writes it, with epoch and revision.</summary>
    [JsonPropertyName("version")]
    public required string Version { get; init; }

    /// <summary>Its type, in the words of package URLs: <c>deb</c>, <c>apk</c>, <c>rpm</c>, <c>nuget</c>, <c>npm</c> and so on.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    /// <summary>Its package URL; null where the scanner gives none.</summary>
    [JsonPropertyName("purl")]
    public string? Purl { get; init; }

    /// <summary>The file that names it, relative to the root of the target, without a leading slash.</summary>
    [JsonPropertyName("location")]
    public string? Location { get; init; }

    /// <summary>
    /// Digest of the layer that brought it: of the blob, or of the uncompressed content where the blob's is not known; null
    /// outside images.
    /// </summary>
    [JsonPropertyName("layerDigest")]
    public Digest? LayerDigest { get; init; }

    /// <summary>Processor it is built for, in the distribution's word; null where the package says none.</summary>
    [JsonPropertyName("architecture")]
    public string? Architecture { get; init; }

    /// <summary>The source package it was built from, where that has a name or version of its own.</summary>
    [JsonPropertyName("source")]
    public SourcePackage? Source { get; init; }

    /// <summary>Licences as the package states them.</summary>
    [JsonPropertyName("licenses")]
    public IReadOnlyList<string> Licenses
    {
        get => field ?? [];
        init;
    }

    /// <summary>Who provides it, such as a vendor or a maintainer; null where the package says none.</summary>
    [JsonPropertyName("supplier")]
    public string? Supplier { get; init; }

    /// <summary>Module and stream of an rpm package, such as <c>nodejs:18:8080020220523:b5a1</c>; null for others.</summary>
    [JsonPropertyName("module")]
    public string? Module { get; init; }

    /// <summary>
    /// The package of the distribution that installed the file which names this one, so that the distribution repairs it; null where
    /// somebody else did.
    /// </summary>
    [JsonPropertyName("owner")]
    public string? Owner { get; init; }

    /// <summary>Hashes of the file it was published as, where a lock file or the package itself says them.</summary>
    [JsonPropertyName("hashes")]
    public IReadOnlyList<PackageHash> Hashes
    {
        get => field ?? [];
        init;
    }

    /// <summary>Package URLs of the packages of the same target that it needs, sorted, as far as the package says.</summary>
    [JsonPropertyName("dependsOn")]
    public IReadOnlyList<string> DependsOn
    {
        get => field ?? [];
        init;
    }

    /// <summary>What else the scanner says, in its own words; null where that is nothing.</summary>
    [JsonPropertyName("details")]
    public JsonElement? Details { get; init; }

    /// <summary>Names that it needs, of packages that the same file names.</summary>
    [JsonIgnore]
    internal IReadOnlyList<string> Requires
    {
        get => field ?? [];
        init;
    }

    /// <summary>Other names under which it can be needed.</summary>
    [JsonIgnore]
    internal IReadOnlyList<string> Provides
    {
        get => field ?? [];
        init;
    }
}
