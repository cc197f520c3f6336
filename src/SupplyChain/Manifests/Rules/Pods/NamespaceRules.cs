using SupplyChain.Images;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Rules.PodSecurity;

namespace SupplyChain.Manifests.Rules.Pods;

/// <summary>Rules on what namespaces demand of their pods, and whether the pods comply.</summary>
internal static class NamespaceRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "psa-unset",
            Title = "Every namespace enforces a level of the Pod Security Standards",
            Reason = "Without the label a namespace accepts privileged pods, whatever these manifests say.",
            Area = HardeningArea.Pods,
            Severity = Severity.High,
            Remedy = "Add the label 'pod-security.kubernetes.io/enforce: restricted' (or baseline) and its '-version'.",
            Aliases = ["C-0192"],
            Kinds = ["Namespace"],
            Since = new KubernetesVersion(23),
            Check = (space, scope) =>
                space.Is("", "Namespace") && PodSecurityLabels.Of(space, scope.Version).Node is null
                    ?
                    [
                        new Violation(
                            space,
                            space.Root["metadata"] ?? space.Root,
                            $"The namespace {Named(space)} enforces no level."
                        ),
                    ]
                    : [],
            Bad = new RuleExample(Namespace("team: orders").Replace("name: shop", "name: shop # here", StringComparison.Ordinal)),
            Good = new RuleExample(Namespace("pod-security.kubernetes.io/enforce: baseline")),
        },
        new()
        {
            Id = "psa-privileged",
            Title = "No namespace enforces the level privileged",
            Reason = "That level allows everything, so one workload can take its node.",
            Area = HardeningArea.Pods,
            Severity = Severity.High,
            Remedy = "Enforce 'restricted' or 'baseline', and move what needs more into a namespace of its own.",
            Aliases = ["C-0192"],
            Kinds = ["Namespace"],
            Since = new KubernetesVersion(23),
            Check = (space, scope) =>
                space.Is("", "Namespace") && PodSecurityLabels.Of(space, scope.Version).Node is { AsString: "privileged" } label
                    ? [new Violation(space, label, $"The namespace {Named(space)} allows every pod.")]
                    : [],
            Bad = new RuleExample(Namespace("pod-security.kubernetes.io/enforce: privileged # here")),
            Good = new RuleExample(Namespace("pod-security.kubernetes.io/enforce: restricted")),
        },
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
            Check = WouldReject,
            Bad = new RuleExample(
                Workload
                    .Replace("kind: Pod", "kind: Pod", StringComparison.Ordinal)
                    .Replace("apiVersion: v1\nkind: Pod", "apiVersion: v1 # here\nkind: Pod", StringComparison.Ordinal)
            ),
            Good = new RuleExample(Workload.Replace("hostNetwork: true", "hostNetwork: false", StringComparison.Ordinal)),
        },
    ];

    private static string Workload =>
        Namespace("pod-security.kubernetes.io/enforce: baseline") + "---\n" + PodExample.Of("hostNetwork: true").Yaml;

    private static IEnumerable<Violation> WouldReject(Resource resource, RuleScope scope)
    {
        if (
            scope.Graph.WorkloadOf(resource) is { } workload
            && scope.Graph.Namespace(workload.Namespace) is { } space
            && PodSecurityLabels.Of(space, scope.Version) is { Level: { } level } labels
        )
        {
            var broken = PodSecurityStandard
                .Judge(workload, level, labels.Version)
                .Select(result => result.Check.Id)
                .Distinct()
                .ToList();
            if (broken.Count > 0)
            {
                yield return new Violation(
                    resource,
                    resource.Root,
                    $"The namespace {Named(space)} enforces {Enum.GetName(level)!.ToLowerInvariant()} and will refuse the pods of {resource.Name}: {string.Join(", ", broken)}."
                );
            }
        }
    }

    private static string Named(Resource space) => Printable.Quote(space.Name.Name ?? "");

    private static string Namespace(string label) =>
        $"""
            apiVersion: v1
            kind: Namespace
            metadata:
              name: shop
              labels:
                {label}

            """;
}
