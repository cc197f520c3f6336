using SupplyChain.Images;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Rules.Network;

/// <summary>Rules on pods and namespaces that no policy isolates, in any dialect.</summary>
internal static class IsolationRules
{
    private const string NoIngressPolicy = "net-pod-no-ingress-policy";
    private const string NoEgressPolicy = "net-pod-no-egress-policy";
    private const string NoDefaultDeny = "net-ns-no-default-deny";

    private const string Namespace = """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop

        """;

    private const string Policy = """
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: default-deny
          namespace: shop
        spec:
          podSelector: {}
          policyTypes: [Ingress, Egress]

        """;

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = NoIngressPolicy,
            Title = "A network policy selects every pod for ingress",
            Reason = "A pod that no policy selects accepts connections from every pod of the cluster.",
            Area = HardeningArea.Network,
            Severity = Severity.High,
            Remedy =
                "Add a NetworkPolicy with 'podSelector: {}' and 'policyTypes: [Ingress]' to the namespace, and policies for what must get in.",
            Aliases = ["CKV2_K8S_6", "C-0260"],
            Kinds = PodTemplatePath.Kinds,
            NeedsWholeSet = true,
            Check = (resource, scope) => Pods(NoIngressPolicy, resource, scope, ingress: true),
            Bad = PodExample.Of().With("apiVersion: v1", "apiVersion: v1 # here"),
            Good = new RuleExample(PodExample.Of().Yaml + Policy),
        },
        new()
        {
            Id = NoEgressPolicy,
            Title = "A network policy selects every pod for egress",
            Reason = "A pod that no policy selects connects to every address, and so carries away what it can read.",
            Area = HardeningArea.Network,
            Severity = Severity.Medium,
            Remedy =
                "Add a NetworkPolicy with 'podSelector: {}' and 'policyTypes: [Egress]' to the namespace, and policies for what must get out.",
            Kinds = PodTemplatePath.Kinds,
            NeedsWholeSet = true,
            Check = (resource, scope) => Pods(NoEgressPolicy, resource, scope, ingress: false),
            Bad = PodExample.Of().With("apiVersion: v1", "apiVersion: v1 # here"),
            Good = new RuleExample(PodExample.Of().Yaml + Policy),
        },
        new()
        {
            Id = NoDefaultDeny,
            Title = "Every namespace denies ingress by default",
            Reason = "Without a default deny a new pod is open until somebody thinks of a policy for it.",
            Area = HardeningArea.Network,
            Severity = Severity.High,
            Remedy = "Add a NetworkPolicy with 'podSelector: {}' and 'policyTypes: [Ingress, Egress]' and no rules.",
            Fix = "Writes such a policy for ingress into a file beside the namespace's own; what must get in needs policies too.",
            Aliases = ["C-0206", "CIS-5.3.2"],
            Kinds = ["Namespace"],
            NeedsWholeSet = true,
            Check = Namespaces,
            Bad = new RuleExample(Namespace.Replace("name: shop", "name: shop # here", StringComparison.Ordinal)),
            Good = new RuleExample(Namespace + Policy),
        },
    ];

    private static IEnumerable<Violation> Pods(string rule, Resource resource, RuleScope scope, bool ingress)
    {
        if (scope.Graph.WorkloadOf(resource) is not { OnHostNetwork: false } pod)
        {
            yield break;
        }

        switch (scope.Graph.Network.Isolates(pod, ingress))
        {
            case null:
                scope.CannotJudge(
                    rule,
                    resource,
                    "A Calico policy selects pods by an expression that is not read, or there are too many policies."
                );
                break;
            case false:
                yield return new Violation(
                    resource,
                    resource.Root,
                    ingress
                        ? $"No network policy selects the pods of {resource.Name} for ingress, so every pod can connect to them."
                        : $"No network policy selects the pods of {resource.Name} for egress, so they can connect to every address."
                );
                break;
        }
    }

    private static IEnumerable<Violation> Namespaces(Resource resource, RuleScope scope)
    {
        if (!resource.Is("", "Namespace") || resource.Root.At("metadata", "name") is not { AsString: { } name } node)
        {
            yield break;
        }

        switch (scope.Graph.Network.IsolatesAll(name, ingress: true))
        {
            case null:
                scope.CannotJudge(
                    NoDefaultDeny,
                    resource,
                    "A Calico policy selects namespaces by an expression that is not read, or there are too many policies."
                );
                break;
            case false:
                yield return new Violation(
                    resource,
                    node,
                    $"The namespace {Printable.Quote(name)} has no policy that denies ingress by default."
                )
                {
                    NewFile = DefaultDeny.For(name),
                };
                break;
        }
    }
}
