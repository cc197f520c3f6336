using SupplyChain.Images;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Rules.PodSecurity;

namespace SupplyChain.Manifests.Rules.Pods;

/// <summary>
/// The rule that tells before a deployment which pods the cluster will not create: under the label that the namespace has, and
/// under the level that the release is held to, which shows what breaks if the namespace is raised to it.
/// </summary>
internal static class WouldRejectRule
{
    /// <summary>Checks that came later than this are named with their version, as an upgrade is what brings them.</summary>
    private const int OldestKnown = 25;

    public static Rule Rule { get; } =
        new()
        {
            Id = "psa-would-reject",
            Title = "Every workload meets the level of its own namespace",
            Reason = "The cluster accepts such a Deployment and then creates none of its pods.",
            Area = HardeningArea.Pods,
            Severity = Severity.High,
            Remedy = "Mend what the message names, or lower the namespace's level on purpose.",
            Kinds = PodTemplatePath.Kinds,
            Since = new KubernetesVersion(23),
            Concerns = (resource, scope) => Judged(resource, scope) is not null,
            Check = WouldReject,
            Bad = Example("hostNetwork: true").With("apiVersion: v1\nkind: Pod", "apiVersion: v1 # here\nkind: Pod"),
            Good = Example("hostNetwork: false"),
        };

    private static IEnumerable<Violation> WouldReject(Resource resource, RuleScope scope)
    {
        if (Judged(resource, scope) is not var (workload, space, level, version, isRaised))
        {
            yield break;
        }

        var broken = PodSecurityStandard
            .Judge(workload, level, version)
            .Select(result => result.Check)
            .Distinct()
            .Select(check => check.Since > OldestKnown ? $"{check.Id} (since 1.{check.Since})" : check.Id)
            .ToList();
        if (broken.Count > 0)
        {
            var name = Printable.Quote(space.Name.Name ?? "");
            var word = Enum.GetName(level)!.ToLowerInvariant();
            yield return new Violation(
                resource,
                resource.Root,
                (isRaised ? $"Raised to {word}, the namespace {name} would" : $"The namespace {name} enforces {word} and will")
                    + $" refuse the pods of {resource.Name}: {string.Join(", ", broken)}."
            );
        }
    }

    /// <summary>What a workload is held to; null where its namespace is not among the manifests, or demands nothing.</summary>
    private static (Workload, Resource Space, PodSecurityLevel, KubernetesVersion, bool IsRaised)? Judged(
        Resource resource,
        RuleScope scope
    )
    {
        if (scope.Graph.WorkloadOf(resource) is not { } workload || scope.Graph.Namespace(workload.Namespace) is not { } space)
        {
            return null;
        }

        var labels = PodSecurityLabels.Of(space, scope.Version);
        var isRaised = scope.Options.PodSecurity is { } wanted && (labels.Level is null || labels.Level < wanted);
        return (isRaised ? scope.Options.PodSecurity : labels.Level) is { } level
            ? (workload, space, level, labels.Version, isRaised)
            : null;
    }

    private static RuleExample Example(string pod) =>
        new(NamespaceRules.Namespace("pod-security.kubernetes.io/enforce: baseline") + "---\n" + PodExample.Of(pod).Yaml);
}
