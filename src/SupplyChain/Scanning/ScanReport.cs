using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupplyChain.Scanning;

/// <summary>What a scan looked at, with which engine and advisories, what it found, and what it could not cover.</summary>
public sealed record ScanReport
{
    /// <summary>Value of <see cref="Schema"/> in every report of this version.</summary>
    public const string CurrentSchema = "supplychain.scan/v1";

    /// <summary>Names the shape of the JSON.</summary>
    [JsonPropertyName("schema")]
    public string Schema { get; init; } = CurrentSchema;

    /// <summary>What was scanned.</summary>
    [JsonPropertyName("target")]
    public required ScannedTarget Target { get; init; }

    /// <summary>What scanned it.</summary>
    [JsonPropertyName("engine")]
    public required ScanEngine Engine { get; init; }

    /// <summary>The advisories that packages were matched with; empty when nothing was matched.</summary>
    [JsonPropertyName("advisories")]
    public required IReadOnlyList<AdvisorySource> Advisories { get; init; }

    /// <summary>When the scan began.</summary>
    [JsonPropertyName("startedAt")]
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the scan ended: the age of the evidence counts from here.</summary>
    [JsonPropertyName("finishedAt")]
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>The distribution found in the target; null when there is none, as in an image of a single program.</summary>
    [JsonPropertyName("operatingSystem")]
    public Distribution? OperatingSystem { get; init; }

    /// <summary>True when there are no <see cref="Limitations"/>: everything in the target was read and matched.</summary>
    [JsonPropertyName("complete")]
    public bool Complete => Limitations.Count == 0;

    /// <summary>What was not covered, each with its reason.</summary>
    [JsonPropertyName("limitations")]
    public required IReadOnlyList<Limitation> Limitations { get; init; }

    /// <summary>The layers of an image, lowest first; empty for other targets.</summary>
    [JsonPropertyName("layers")]
    public IReadOnlyList<ScannedLayer> Layers
    {
        get => field ?? [];
        init;
    }

    /// <summary>Every package found, sorted by type, name, version and location.</summary>
    [JsonPropertyName("packages")]
    public required IReadOnlyList<Package> Packages { get; init; }

    /// <summary>The programs of .NET and the installed runtimes they run on, sorted by location.</summary>
    [JsonPropertyName("applications")]
    public IReadOnlyList<DotnetApplication> Applications
    {
        get => field ?? [];
        init;
    }

    /// <summary>Packages of lower layers that later ones took away; they were not matched.</summary>
    [JsonPropertyName("removedPackages")]
    public IReadOnlyList<RemovedPackage> RemovedPackages
    {
        get => field ?? [];
        init;
    }

    /// <summary>Vulnerabilities in packages, sorted by package and id.</summary>
    [JsonPropertyName("findings")]
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Findings in files: misconfigurations, secrets and licences, where the engine was asked for them.</summary>
    [JsonPropertyName("fileFindings")]
    public IReadOnlyList<FileFinding> FileFindings
    {
        get => field ?? [];
        init;
    }

    /// <summary>Findings that were taken out, each with the reason; they do not count.</summary>
    [JsonPropertyName("excluded")]
    public IReadOnlyList<ExcludedFinding> Excluded
    {
        get => field ?? [];
        init;
    }

    /// <summary>Findings in files that were taken out, each with the reason; they do not count.</summary>
    [JsonPropertyName("excludedFiles")]
    public IReadOnlyList<ExcludedFileFinding> ExcludedFiles
    {
        get => field ?? [];
        init;
    }

    /// <summary>Vulnerabilities that may apply, but whose versions could not be compared; each has a limitation as well.</summary>
    [JsonPropertyName("undecided")]
    public IReadOnlyList<Finding> Undecided
    {
        get => field ?? [];
        init;
    }

    /// <summary>What else the scanner says, in its own words; null where that is nothing.</summary>
    [JsonPropertyName("details")]
    public JsonElement? Details { get; init; }
}
