using SupplyChain.Images;
using SupplyChain.Manifests.Graph;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Rules.Network;

/// <summary>Rules on policies that do not reach the pods they were written for.</summary>
internal static class PolicyTargetRules
{
    private const string Dangling = "net-policy-dangling";

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = Dangling,
            Title = "Every policy selects a pod",
            Reason = "A policy that selects nothing protects nothing, and the pod it was written for is open.",
            Area = HardeningArea.Network,
            Severity = Severity.Medium,
            Remedy = "Correct the labels in 'podSelector', or remove the policy.",
            Aliases = ["C-0299"],
            Kinds = ["NetworkPolicy"],
            Concerns = (policy, _) => PolicyRules.IsKubernetes(policy),
            NeedsWholeSet = true,
            Check = SelectsNothing,
            Bad = Example("app: web # here", "hostNetwork: false"),
            Good = Example("app: api", "hostNetwork: false"),
        },
        new()
        {
            Id = "net-hostnetwork-bypass",
            Title = "No policy is written for pods on the node's network",
            Reason = "Network plugins cannot tell such pods from the node, so that the policy has no effect on them.",
            Area = HardeningArea.Network,
            Severity = Severity.Medium,
            Remedy = "Take the pod off the node's network, or protect its port by the node's firewall.",
            Kinds = ["NetworkPolicy"],
            Concerns = (policy, _) => PolicyRules.IsKubernetes(policy),
            Check = (policy, scope) =>
                PolicyRules.IsKubernetes(policy)
                && policy.Spec?["podSelector"] is { Entries.Count: > 0 } selector
                && Selected(policy, scope).FirstOrDefault(workload => workload.OnHostNetwork) is { } host
                    ?
                    [
                        new Violation(
                            policy,
                            selector,
                            $"The policy selects {host.Resource.Name}, which is on the node's network and out of its reach."
                        ),
                    ]
                    : [],
            Bad = Example("app: api # here", "hostNetwork: true"),
            Good = Example("app: api", "hostNetwork: false"),
        },
    ];

    private static IEnumerable<Violation> SelectsNothing(Resource policy, RuleScope scope)
    {
        if (!PolicyRules.IsKubernetes(policy) || policy.Spec?["podSelector"] is not { Entries.Count: > 0 } selector)
        {
            yield break;
        }

        if (!scope.Graph.Pods.HasAny(policy.EffectiveNamespace))
        {
            scope.CannotJudge(
                Dangling,
                policy,
                $"No workload of the namespace {Printable.Quote(policy.EffectiveNamespace)} is among the manifests."
            );
        }
        else if (Selected(policy, scope).Any())
        {
            yield break;
        }
        else if (MayBeOfOperator(policy, scope))
        {
            scope.CannotJudge(Dangling, policy, "An operator may run the pods that the policy selects.");
        }
        else
        {
            yield return new Violation(policy, selector, "The policy selects no pod of these manifests.");
        }
    }

    /// <summary>Whether a custom object of the namespace has the labels, which operators pass on to the pods they run for it.</summary>
    private static bool MayBeOfOperator(Resource policy, RuleScope scope)
    {
        var selector = LabelSelector.Read(policy.Spec?["podSelector"]);
        var custom = scope.Once(
            Dangling,
            policy.EffectiveNamespace,
            () => scope.Graph.Resources.Where(resource => IsCustom(resource, policy.EffectiveNamespace)).ToList()
        );
        return custom.Exists(resource =>
            new LabelMap(resource.Root.At("metadata", "labels")) is var labels && selector.Matches(key => labels[key])
        );
    }

    private static bool IsCustom(Resource resource, string space) =>
        resource.EffectiveNamespace == space
        && resource.Group.Contains('.', StringComparison.Ordinal)
        && !resource.Group.EndsWith(".k8s.io", StringComparison.Ordinal);

    private static IEnumerable<Workload> Selected(Resource policy, RuleScope scope) =>
        scope.Graph.Pods.Selected(policy.EffectiveNamespace, policy.Spec?["podSelector"]);

    private static RuleExample Example(string label, string pod) =>
        new(
            $"""
            {PodExample.Of(pod, metadata: "labels:\n  app: api").Yaml}---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: api
              namespace: shop
            spec:
              podSelector:
                matchLabels: {"{"}{label.Replace(" # here", "", StringComparison.Ordinal)}{"}"}{(
                label.EndsWith("# here", StringComparison.Ordinal) ? " # here" : ""
            )}
              policyTypes: [Ingress]

            """
        );
}
