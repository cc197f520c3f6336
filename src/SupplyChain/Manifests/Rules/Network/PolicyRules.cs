using SupplyChain.Manifests.Graph;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Network;

/// <summary>Rules on what one NetworkPolicy allows.</summary>
internal static class PolicyRules
{
    private static readonly string[] World = ["0.0.0.0/0", "::/0"];

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "net-ingress-allow-all",
            Title = "No policy allows ingress from everywhere",
            Reason = "A rule without 'from' lets every pod and every address in, and undoes a default deny.",
            Area = HardeningArea.Network,
            Severity = Severity.High,
            Remedy = "Add 'from' with the pods and namespaces that need access.",
            Aliases = ["KSV-0038"],
            Kinds = ["NetworkPolicy"],
            Concerns = (policy, _) => IsKubernetes(policy),
            Check = (policy, _) =>
                from rule in Ingress(policy)
                where rule.List("from").Count == 0
                select new Violation(policy, rule, "The rule has no 'from', so it lets everyone in."),
            Bad = Example("- ports: # here\n  - port: 8080"),
            Good = Example("- from:\n  - podSelector: {}"),
        },
        new()
        {
            Id = "net-peer-world-cidr",
            Title = "No policy allows ingress from every address",
            Reason = "The whole internet, and every pod, is within 0.0.0.0/0.",
            Area = HardeningArea.Network,
            Severity = Severity.High,
            Remedy = "Name the networks that need access, or select the ingress controller's pods.",
            Kinds = ["NetworkPolicy"],
            Concerns = (policy, _) => IsKubernetes(policy),
            Check = (policy, _) =>
                from rule in Ingress(policy)
                from peer in rule.List("from")
                let block = peer.At("ipBlock", "cidr")
                where World.Contains(block?.AsString)
                select new Violation(policy, block, "The rule lets every address in."),
            Bad = Example("- from:\n  - ipBlock:\n      cidr: 0.0.0.0/0 # here"),
            Good = Example("- from:\n  - ipBlock:\n      cidr: 10.20.0.0/16"),
        },
        new()
        {
            Id = "net-peer-any-namespace",
            Title = "No policy lets pods of every namespace in",
            Reason = "An empty 'namespaceSelector' includes namespaces of other teams and those made later.",
            Area = HardeningArea.Network,
            Severity = Severity.Medium,
            Remedy = "Name the namespaces by 'kubernetes.io/metadata.name', or add a 'podSelector'.",
            Kinds = ["NetworkPolicy"],
            Concerns = (policy, _) => IsKubernetes(policy),
            Check = (policy, _) =>
                from rule in Ingress(policy)
                from peer in rule.List("from")
                let spaces = peer["namespaceSelector"]
                where spaces is not null && LabelSelector.Read(spaces).IsEmpty && LabelSelector.Read(peer["podSelector"]).IsEmpty
                select new Violation(policy, spaces, "The rule lets pods of every namespace in."),
            Bad = Example("- from:\n  - namespaceSelector: {} # here"),
            Good = Example("- from:\n  - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: web}}"),
        },
    ];

    /// <summary>Whether it is a policy of Kubernetes itself; Calico has a kind of the same name.</summary>
    public static bool IsKubernetes(Resource policy) => policy.Group is "networking.k8s.io" or "extensions";

    private static IReadOnlyList<YamlNode> Ingress(Resource policy) =>
        IsKubernetes(policy) ? policy.Spec?.List("ingress") ?? [] : [];

    private static RuleExample Example(string ingress) => PolicyExample.Of("Ingress", ingress);
}
