using SupplyChain.Manifests.Linting;

namespace SupplyChain.Manifests.Rules.Cluster;

/// <summary>The rules on flags of the control plane that are about the cluster itself.</summary>
internal static class FlagRules
{
    public static IEnumerable<Rule> All() =>
        ApiServerFlags.Table.Concat(EtcdFlags.Table).Concat(ControllerFlags.Table).Select(row => row.ToRule());
}
