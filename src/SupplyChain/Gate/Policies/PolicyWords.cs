using SupplyChain.Manifests.Linting;
using SupplyChain.Scanning;

namespace SupplyChain.Gate.Policies;

/// <summary>The words of the policy file and what they mean.</summary>
internal static class PolicyWords
{
    public static readonly IReadOnlyDictionary<string, bool> Version = new Dictionary<string, bool> { ["v1"] = true };

    public static readonly IReadOnlyDictionary<string, bool> Required = new Dictionary<string, bool> { ["required"] = true };

    public static readonly IReadOnlyDictionary<string, bool> Unresolved = new Dictionary<string, bool>
    {
        ["fail"] = true,
        ["ignore"] = false,
    };

    public static readonly IReadOnlyDictionary<string, GateMode> Modes = Lower<GateMode>();

    public static readonly IReadOnlyDictionary<string, SbomFormat> Formats = Lower<SbomFormat>();

    public static readonly IReadOnlyDictionary<string, PodSecurityLevel> Levels = Lower<PodSecurityLevel>();

    public static readonly IReadOnlyDictionary<string, Severity> Severities = new Dictionary<string, Severity>
    {
        ["negligible"] = Severity.Negligible,
        ["low"] = Severity.Low,
        ["medium"] = Severity.Medium,
        ["high"] = Severity.High,
        ["critical"] = Severity.Critical,
    };

    private static Dictionary<string, T> Lower<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToDictionary(value => value.ToString().ToLowerInvariant());
}
