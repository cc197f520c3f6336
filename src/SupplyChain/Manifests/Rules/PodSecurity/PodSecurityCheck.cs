using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Rules.PodSecurity;

/// <summary>One control of the Pod Security Standards (kubernetes.io/docs/concepts/security/pod-security-standards).</summary>
internal sealed record PodSecurityCheck
{
    public required string Id { get; init; }

    public required PodSecurityLevel Level { get; init; }

    /// <summary>First minor version of Kubernetes whose policy has it.</summary>
    public int Since { get; init; }

    /// <summary>First minor version in which a stricter check stands for it at the restricted level.</summary>
    public int ReplacedSince { get; init; } = int.MaxValue;

    public required Severity Severity { get; init; }

    public required string Title { get; init; }

    public required string Reason { get; init; }

    public required string Remedy { get; init; }

    /// <summary>What <c>--fix</c> does, as a sentence; null where a person has to decide.</summary>
    public string? Fix { get; init; }

    public IReadOnlyList<string> Aliases { get; init; } = [];

    public required Func<Workload, KubernetesVersion, IEnumerable<Fault>> Judge { get; init; }

    public required RuleExample Bad { get; init; }

    public required RuleExample Good { get; init; }

    /// <summary>Whether it belongs to what a level demands in a version.</summary>
    public bool IsPartOf(PodSecurityLevel level, KubernetesVersion version) =>
        version.Minor >= Since
        && (level == PodSecurityLevel.Baseline ? Level == level : Level == level || version.Minor < ReplacedSince);
}
