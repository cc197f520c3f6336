using SupplyChain.Manifests.Linting;

namespace SupplyChain.Manifests.Rules.Network;

/// <summary>The policy that denies what no other policy allows.</summary>
internal static class DefaultDeny
{
    /// <summary>A file with the policy for a namespace; null where the name is none that a cluster accepts.</summary>
    public static NewManifest? For(string name) =>
        name.Length is > 0 and <= 63
        && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-')
            ? new NewManifest(
                $"default-deny-{name}.yaml",
                $"""
                # Nothing gets into the namespace but what other policies allow. Add them before you apply this.
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata:
                  name: default-deny
                  namespace: {name}
                spec:
                  podSelector: {"{}"}
                  policyTypes:
                  - Ingress

                """
            )
            : null;
}
