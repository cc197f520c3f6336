using System.Text.Json;
using SupplyChain.Images;

namespace SupplyChain.Scanning.Trivy;

/// <summary>A report of Trivy in the words of this library.</summary>
internal sealed record TrivyReport
{
    /// <summary>What it says it is about: the name of an image, a path.</summary>
    public required string ArtifactName { get; init; }

    /// <summary>What kind of thing that is, such as <c>container_image</c>; null in older reports.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>Digest of the image's manifest in a registry; null where it is in none or in several with different ones.</summary>
    public Digest? ManifestDigest { get; init; }

    /// <summary>Trivy's version; null in older reports.</summary>
    public string? Version { get; init; }

    /// <summary>The database of the server that matched the packages; null where none did, or it does not tell.</summary>
    public AdvisorySource? ServerDatabase { get; init; }

    /// <summary>When it was made; null in older reports.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Digest of the configuration of the image it is about; null for other targets.</summary>
    public Digest? ImageId { get; init; }

    /// <summary>The distribution.</summary>
    public Distribution? OperatingSystem { get; init; }

    /// <summary>The layers.</summary>
    public IReadOnlyList<ScannedLayer> Layers { get; init; } = [];

    /// <summary>Every package, those that only a finding names included.</summary>
    public required IReadOnlyList<Package> Packages { get; init; }

    /// <summary>The vulnerabilities.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Misconfigurations, secrets and licences.</summary>
    public required IReadOnlyList<FileFinding> FileFindings { get; init; }

    /// <summary>Vulnerabilities that were taken out by an ignore file, a policy or a VEX document.</summary>
    public required IReadOnlyList<ExcludedFinding> Excluded { get; init; }

    /// <summary>Findings in files that were taken out.</summary>
    public required IReadOnlyList<ExcludedFileFinding> ExcludedFiles { get; init; }

    /// <summary>What else it says; null where that is nothing.</summary>
    public JsonElement? Details { get; init; }
}
