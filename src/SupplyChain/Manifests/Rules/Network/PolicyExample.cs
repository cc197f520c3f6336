using SupplyChain.Manifests.Linting;

namespace SupplyChain.Manifests.Rules.Network;

/// <summary>A network policy as the examples of the rules have it.</summary>
internal static class PolicyExample
{
    /// <summary>The policy <c>api</c> with rules of one direction for every pod of its namespace.</summary>
    /// <param name="direction"><c>Ingress</c> or <c>Egress</c>, as <c>policyTypes</c> names it.</param>
    /// <param name="rules">The rules, as YAML.</param>
    public static RuleExample Of(string direction, string rules) =>
        new(
            $"""
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: api
              namespace: shop
            spec:
              podSelector: {"{}"}
              policyTypes: [{direction}]
              {direction.ToLowerInvariant()}:
              {rules.Replace("\n", "\n  ", StringComparison.Ordinal)}

            """
        );
}
