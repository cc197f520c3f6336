using System.Net;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Network;

/// <summary>Rules on what policies let out.</summary>
internal static class EgressRules
{
    /// <summary>Addresses at which clouds hand out a node's credentials.</summary>
    private static readonly IPAddress[] Metadata = [IPAddress.Parse("169.254.169.254"), IPAddress.Parse("fd00:ec2::254")];

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "net-egress-allow-all",
            Title = "No policy allows egress to everywhere",
            Reason = "A broken pod sends what it finds wherever it likes, and reaches every other pod.",
            Area = HardeningArea.Network,
            Severity = Severity.Medium,
            Remedy = "Name in 'to' the pods and networks that the pod needs.",
            Kinds = ["NetworkPolicy"],
            Concerns = (policy, _) => PolicyRules.IsKubernetes(policy),
            Check = (policy, _) =>
                from rule in Rules(policy)
                let world = rule.List("to").Select(peer => peer["ipBlock"]).FirstOrDefault(IsWorld)
                where world is not null || rule.List("to").Count == 0
                select new Violation(policy, world?["cidr"] ?? rule, "The rule lets connections out to every address."),
            Bad = Example("- ports: # here\n  - port: 443"),
            Good = Example("- to:\n  - ipBlock: {cidr: 192.0.2.0/24}"),
        },
        new()
        {
            Id = "net-egress-metadata",
            Title = "No policy lets pods out to the cloud's metadata service",
            Reason = "The metadata service gives whoever asks the credentials of the node.",
            Area = HardeningArea.Network,
            Severity = Severity.High,
            Remedy = "Add 169.254.169.254/32 to 'except', or name the networks that the pod needs.",
            Aliases = ["C-0052"],
            Kinds = ["NetworkPolicy", "CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy"],
            Check = (policy, _) =>
                from block in policy.Group == "cilium.io" ? CiliumBlocks(policy) : Blocks(policy)
                from address in Metadata
                where Contains(block.Range.AsString, address) && !block.Except.Any(except => Contains(except.AsString, address))
                select new Violation(
                    policy,
                    block.Range,
                    $"The rule lets pods out to {address}, where clouds hand out credentials."
                ),
            Bad = Example("- to:\n  - ipBlock:\n      cidr: 0.0.0.0/0 # here\n      except: [10.0.0.0/8]"),
            Good = Example("- to:\n  - ipBlock:\n      cidr: 0.0.0.0/0\n      except: [169.254.169.254/32]"),
        },
        new()
        {
            Id = "net-policytypes-drop",
            Title = "No policy has rules that it does not apply",
            Reason = "Egress rules without 'Egress' in 'policyTypes' are ignored, and the pods send where they like.",
            Area = HardeningArea.Network,
            Severity = Severity.Medium,
            Remedy = "Add the direction to 'policyTypes'.",
            Kinds = ["NetworkPolicy"],
            Concerns = (policy, _) => PolicyRules.IsKubernetes(policy),
            Check = (policy, _) =>
                from direction in PolicyRules.IsKubernetes(policy) ? new[] { ("ingress", "Ingress"), ("egress", "Egress") } : []
                let types = policy.Spec?.List("policyTypes") ?? []
                let rules = policy.Spec?[direction.Item1]
                where rules is not null && types.Count > 0 && !types.Any(type => type.AsString == direction.Item2)
                select new Violation(policy, rules, $"The rules are ignored, as 'policyTypes' does not name {direction.Item2}."),
            Bad = Example("- to: # here\n  - podSelector: {}").With("policyTypes: [Egress]", "policyTypes: [Ingress]"),
            Good = Example("- to:\n  - podSelector: {}"),
        },
    ];

    private static IReadOnlyList<YamlNode> Rules(Resource policy) =>
        PolicyRules.IsKubernetes(policy) ? policy.Spec?.List("egress") ?? [] : [];

    private static bool IsWorld(YamlNode? block) =>
        block?.Text("cidr") is "0.0.0.0/0" or "::/0" && block.List("except").Count == 0;

    private static IEnumerable<(YamlNode Range, IReadOnlyList<YamlNode> Except)> Blocks(Resource policy) =>
        from rule in Rules(policy)
        from peer in rule.List("to")
        let range = peer.At("ipBlock", "cidr")
        where range is not null
        select (range, peer["ipBlock"]!.List("except"));

    private static IEnumerable<(YamlNode Range, IReadOnlyList<YamlNode> Except)> CiliumBlocks(Resource policy)
    {
        foreach (var rule in DialectRules.CiliumRules(policy, "egress"))
        {
            foreach (var range in rule.List("toCIDR"))
            {
                yield return (range, []);
            }

            foreach (var set in rule.List("toCIDRSet").Where(set => set["cidr"] is not null))
            {
                yield return (set["cidr"]!, set.List("except"));
            }
        }
    }

    private static bool Contains(string? range, IPAddress address) =>
        IPNetwork.TryParse(range, out var network)
        && network.BaseAddress.AddressFamily == address.AddressFamily
        && network.Contains(address);

    private static RuleExample Example(string egress) => PolicyExample.Of("Egress", egress);
}
