using System.Text.Json.Serialization;
using SupplyChain.Gate.Policies;

namespace SupplyChain.Gate.Verdicts;

/// <summary>What the gate says of a release in an environment, with every reason.</summary>
public sealed record Verdict
{
    /// <summary>Value of <see cref="Schema"/> in every verdict of this version.</summary>
    public const string CurrentSchema = "supplychain.decision/v1";

    /// <summary>Names the shape of the JSON.</summary>
    [JsonPropertyName("schema")]
    public string Schema { get; init; } = CurrentSchema;

    /// <summary>Version of what judged.</summary>
    [JsonPropertyName("toolVersion")]
    public string ToolVersion { get; init; } = ProductVersion.Current;

    /// <summary>The worst of all checks: a denial before an error, an error before a pass.</summary>
    [JsonPropertyName("verdict")]
    public required VerdictOutcome Outcome { get; init; }

    /// <summary>What a denial does in the environment.</summary>
    [JsonPropertyName("mode")]
    public required GateMode Mode { get; init; }

    /// <summary>The environment.</summary>
    [JsonPropertyName("environment")]
    public required string Environment { get; init; }

    /// <summary>The moment that ages and expiries were judged at.</summary>
    [JsonPropertyName("evaluatedAt")]
    public required DateTimeOffset EvaluatedAt { get; init; }

    /// <summary>Until when the verdict can be used; null unless it is a pass.</summary>
    [JsonPropertyName("expiry")]
    public VerdictExpiry? Expiry { get; init; }

    /// <summary>The policy.</summary>
    [JsonPropertyName("policy")]
    public required PolicyReference Policy { get; init; }

    /// <summary>The images, sorted by reference.</summary>
    [JsonPropertyName("images")]
    public required IReadOnlyList<ImageVerdict> Images { get; init; }

    /// <summary>The manifests.</summary>
    [JsonPropertyName("manifests")]
    public required ManifestVerdict Manifests { get; init; }

    /// <summary>Checks of the release as a whole and of its waivers.</summary>
    [JsonPropertyName("checks")]
    public required IReadOnlyList<GateCheck> Checks { get; init; }

    /// <summary>Every waiver for the environment, sorted by id.</summary>
    [JsonPropertyName("waivers")]
    public required IReadOnlyList<WaiverUse> Waivers { get; init; }

    /// <summary>The checks counted.</summary>
    [JsonPropertyName("counts")]
    public required CheckCounts Counts { get; init; }

    /// <summary>Every check: of the release, the manifests and the images.</summary>
    [JsonIgnore]
    public IEnumerable<GateCheck> AllChecks => [.. Checks, .. Manifests.Checks, .. Images.SelectMany(image => image.Checks)];

    /// <summary>
    /// How a command ends: a denial stops only where the mode is to enforce; an error always, as a gate that saw nothing must
    /// not look like one that let pass.
    /// </summary>
    [JsonIgnore]
    public ExitCode ExitCode =>
        Outcome switch
        {
            VerdictOutcome.Pass => ExitCode.Pass,
            VerdictOutcome.Deny when Mode != GateMode.Enforce => ExitCode.Pass,
            VerdictOutcome.Deny => ExitCode.Deny,
            _ => ExitCode.Undetermined,
        };
}
