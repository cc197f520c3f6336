using SupplyChain.Images;

namespace SupplyChain.Manifests.Linting;

/// <summary>How to lint.</summary>
public sealed record LintOptions
{
    /// <summary>The rules to run; all built in unless given.</summary>
    public RuleSet Rules { get; init; } = RuleSet.BuiltIn;

    /// <summary>
    /// The level every workload must meet, whatever its namespace says: what breaks it is then of severity High at least, and
    /// checks of a higher level don't run. Unless given, all checks run with their own severities.
    /// </summary>
    public PodSecurityLevel? PodSecurity { get; init; }

    /// <summary>The version of the cluster; the newest known unless given.</summary>
    public KubernetesVersion KubernetesVersion { get; init; } = KubernetesVersion.Newest;

    /// <summary>Patterns of the registries and repositories that images may come from (<c>registry.example/**</c>); any, if empty.</summary>
    public IReadOnlyList<RepositoryPattern> Registries { get; init; } = [];

    /// <summary>
    /// Which suppressions count. Unless given none do, those in the manifests included: the gate has waivers of its own, in a policy
    /// that the authors of manifests don't write.
    /// </summary>
    public Suppressions.SuppressionOptions? Suppressions { get; init; }

    /// <summary>Values of rules' parameters that differ from their defaults.</summary>
    public IReadOnlyDictionary<RuleParameter, IReadOnlyList<string>> Parameters { get; init; } =
        new Dictionary<RuleParameter, IReadOnlyList<string>>();
}
