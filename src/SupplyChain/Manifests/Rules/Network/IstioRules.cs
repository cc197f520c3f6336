using SupplyChain.Images;
using SupplyChain.Manifests.Graph;
using SupplyChain.Manifests.Linting;

namespace SupplyChain.Manifests.Rules.Network;

/// <summary>Rules on Istio's encryption and authorization.</summary>
internal static class IstioRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "istio-peerauth-permissive",
            Title = "The mesh accepts mutual TLS alone",
            Reason = "In the modes PERMISSIVE and DISABLE a client without a certificate is served too.",
            Area = HardeningArea.Network,
            Severity = Severity.High,
            Remedy = "Set 'mtls.mode: STRICT'.",
            Kinds = ["PeerAuthentication"],
            Check = (policy, _) =>
                policy.Is(IstioGroups.Security, "PeerAuthentication")
                && policy.Spec?.At("mtls", "mode") is { AsString: "PERMISSIVE" or "DISABLE" } mode
                    ?
                    [
                        new Violation(
                            policy,
                            mode,
                            $"The mode {Printable.Quote(mode.AsString)} accepts connections without mutual TLS."
                        ),
                    ]
                    : [],
            Bad = Example("PeerAuthentication", "mtls:\n    mode: PERMISSIVE # here"),
            Good = Example("PeerAuthentication", "mtls:\n    mode: STRICT"),
        },
        new()
        {
            Id = "istio-authz-allow-all",
            Title = "No authorization policy allows everything",
            Reason = "An ALLOW policy with an empty rule matches every request.",
            Area = HardeningArea.Network,
            Severity = Severity.High,
            Remedy = "Name in the rule who may do what, with 'from', 'to' or 'when'.",
            Kinds = ["AuthorizationPolicy"],
            Check = (policy, _) =>
                from rule in policy.Group == IstioGroups.Security && policy.Spec?.Text("action") is null or "ALLOW"
                    ? policy.Spec?.List("rules") ?? []
                    : []
                where !new[] { "from", "to", "when" }.Any(part => rule.List(part).Count > 0)
                select new Violation(policy, rule, "The rule is empty, so it allows every request."),
            Bad = Example("AuthorizationPolicy", "action: ALLOW\n  rules:\n  - {} # here"),
            Good = Example(
                "AuthorizationPolicy",
                "action: ALLOW\n  rules:\n  - from:\n    - source:\n        namespaces: [shop]"
            ),
        },
    ];

    private static RuleExample Example(string kind, string spec) =>
        new(
            $"""
            apiVersion: {IstioGroups.Security}/v1
            kind: {kind}
            metadata:
              name: default
              namespace: shop
            spec:
              {spec}

            """
        );
}
