using SupplyChain.Images;
using SupplyChain.Manifests.Graph;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Network;

/// <summary>Rules on policies of Calico, Cilium and the admin API.</summary>
internal static class DialectRules
{
    private const string Admin = "policy.networking.k8s.io";

    /// <summary>What limits a Calico rule to some traffic (docs.tigera.io, NetworkPolicy).</summary>
    private static readonly string[] CalicoLimits =
    [
        "source",
        "destination",
        "protocol",
        "notProtocol",
        "icmp",
        "notICMP",
        "http",
    ];

    private static readonly string[] Selectors = ["selector", "namespaceSelector", "serviceAccountSelector"];

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "calico-allow-any",
            Title = "No Calico rule allows all traffic",
            Reason = "Such a rule undoes every deny that comes after it.",
            Area = HardeningArea.Network,
            Severity = Severity.High,
            Remedy = "Name in the rule the source, the destination or the protocol.",
            Kinds = ["NetworkPolicy", "GlobalNetworkPolicy"],
            Concerns = (policy, _) => IsCalico(policy),
            Check = (policy, _) =>
                from rule in CalicoRules(policy)
                where rule.Text("action") == "Allow" && !CalicoLimits.Any(limit => rule[limit] is { } part && IsLimit(part))
                select new Violation(policy, rule, "The rule allows all traffic."),
            Bad = Calico("- action: Allow # here"),
            Good = Calico("- action: Allow\n    source: {selector: app == 'web'}"),
        },
        new()
        {
            Id = "calico-selector-invalid",
            Title = "Every Calico selector can be read",
            Reason = "A policy whose selector cannot be read is refused, and its pods stay open.",
            Area = HardeningArea.Network,
            Severity = Severity.Medium,
            Remedy = "Correct the expression.",
            Kinds = ["NetworkPolicy", "GlobalNetworkPolicy"],
            Concerns = (policy, _) => IsCalico(policy),
            Check = (policy, _) =>
                from name in IsCalico(policy) ? Selectors : []
                let selector = policy.Spec?[name]
                where selector?.AsString is { Length: > 0 } text && CalicoSelector.Read(text) is null
                select new Violation(policy, selector, $"The expression in '{name}' cannot be read."),
            Bad = Calico("- action: Deny").With("selector: all()", "selector: app = 'api' # here"),
            Good = Calico("- action: Deny"),
        },
        new()
        {
            Id = "cilium-world-entity",
            Title = "No Cilium policy opens pods to the world",
            Reason = "The entities 'world' and 'all' include every address outside the cluster.",
            Area = HardeningArea.Network,
            Severity = Severity.High,
            Remedy = "Name endpoints, networks or names instead.",
            Kinds = ["CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy"],
            Check = (policy, _) =>
                from direction in new[] { ("ingress", "fromEntities"), ("egress", "toEntities") }
                from rule in CiliumRules(policy, direction.Item1)
                from entity in rule.List(direction.Item2)
                where entity.AsString is "world" or "world-ipv4" or "world-ipv6" or "all"
                select new Violation(
                    policy,
                    entity,
                    $"The rule allows {direction.Item1} for {Printable.Quote(entity.AsString!)}.",
                    direction.Item1 == "egress" ? Severity.Medium : null
                ),
            Bad = Cilium("- fromEntities: [world] # here"),
            Good = Cilium("- fromEntities: [cluster]"),
        },
        new()
        {
            Id = "anp-allow-overrides",
            Title = "No admin policy allows what namespaces deny",
            Reason = "The action Allow settles the matter before any NetworkPolicy is asked.",
            Area = HardeningArea.Network,
            Severity = Severity.High,
            Remedy = "Name the namespaces that need access, or use the action Pass and leave it to the namespace.",
            Kinds = ["AdminNetworkPolicy", "ClusterNetworkPolicy"],
            Check = (policy, _) =>
                from rule in policy.Group == Admin && policy.Spec?.Text("tier") != "Baseline"
                    ? policy.Spec?.List("ingress") ?? []
                    : []
                where rule.Text("action") is "Allow" or "Accept"
                from peer in rule.List("from")
                let everyone = peer["namespaces"] ?? peer.At("pods", "namespaceSelector")
                where
                    everyone is not null
                    && LabelSelector.Read(everyone).IsEmpty
                    && LabelSelector.Read(peer.At("pods", "podSelector")).IsEmpty
                select new Violation(
                    policy,
                    everyone,
                    "The rule lets pods of every namespace in, whatever a namespace's own policies say."
                ),
            Bad = AdminPolicy("namespaces: {} # here"),
            Good = AdminPolicy("namespaces: {matchLabels: {kubernetes.io/metadata.name: monitoring}}"),
        },
    ];

    /// <summary>The rules of a Cilium policy in one direction, those of <c>specs</c> included.</summary>
    public static IEnumerable<YamlNode> CiliumRules(Resource policy, string direction) =>
        policy.Group == "cilium.io"
            ? policy.Root.List("specs").Prepend(policy.Spec).OfType<YamlNode>().SelectMany(spec => spec.List(direction))
            : [];

    private static IEnumerable<YamlNode> CalicoRules(Resource policy) =>
        IsCalico(policy) && policy.Spec is { } spec ? spec.List("ingress").Concat(spec.List("egress")) : [];

    private static bool IsCalico(Resource policy) => policy.Group is "projectcalico.org" or "crd.projectcalico.org";

    private static bool IsLimit(YamlNode part) => part.AsString is not null || part.Entries.Count > 0;

    private static RuleExample Calico(string rule) =>
        new(
            $"""
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata:
              name: api
              namespace: shop
            spec:
              selector: all()
              types: [Ingress]
              ingress:
              {rule}

            """
        );

    private static RuleExample Cilium(string rule) =>
        new(
            $"""
            apiVersion: cilium.io/v2
            kind: CiliumNetworkPolicy
            metadata:
              name: api
              namespace: shop
            spec:
              endpointSelector: {"{}"}
              ingress:
              {rule}

            """
        );

    private static RuleExample AdminPolicy(string peer) =>
        new(
            $"""
            apiVersion: {Admin}/v1alpha1
            kind: AdminNetworkPolicy
            metadata:
              name: monitoring
            spec:
              priority: 10
              subject:
                namespaces: {"{}"}
              ingress:
              - name: scrape
                action: Allow
                from:
                - {peer}

            """
        );
}
