using SupplyChain.Images;
using SupplyChain.Manifests.Graph;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Network;

/// <summary>Rules on how Istio's clients encrypt (istio.io/docs/reference/config/networking/destination-rule).</summary>
internal static class DestinationRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "istio-dr-tls-off",
            Title = "No destination of the mesh is called in plain text",
            Reason = "DISABLE makes the client's proxy send in plain text, whatever the server would accept.",
            Area = HardeningArea.Network,
            Severity = Severity.High,
            Remedy = "Remove the setting, or use ISTIO_MUTUAL.",
            Kinds = ["DestinationRule"],
            Check = (rule, _) =>
                from tls in IsInMesh(Host(rule)) ? Settings(rule) : []
                let mode = tls["mode"]
                where mode?.AsString == "DISABLE"
                select new Violation(rule, mode, $"Calls to {Printable.Quote(Host(rule))} are sent in plain text."),
            Bad = Example("mode: DISABLE # here"),
            Good = Example("mode: ISTIO_MUTUAL"),
        },
        new()
        {
            Id = "istio-dr-no-verify",
            Title = "Clients of the mesh verify who answers",
            Reason = "An unverified certificate proves nothing, so that whoever answers gets the request.",
            Area = HardeningArea.Network,
            Severity = Severity.High,
            Remedy = "Remove 'insecureSkipVerify', and name the authority in 'caCertificates' or 'credentialName'.",
            Aliases = ["IST0128", "IST0129"],
            Kinds = ["DestinationRule"],
            Check = (rule, _) => Settings(rule).SelectMany(tls => Unverified(rule, tls)),
            Bad = Example(
                "mode: SIMPLE\n      caCertificates: /etc/ssl/certs/ca-certificates.crt\n      insecureSkipVerify: true # here"
            ),
            Good = Example("mode: SIMPLE\n      caCertificates: /etc/ssl/certs/ca-certificates.crt"),
        },
        new()
        {
            Id = "istio-dr-vs-peerauth",
            Title = "Clients of the mesh speak what the server demands",
            Reason = "A server with STRICT refuses them, and the quick way out is to weaken the server.",
            Area = HardeningArea.Network,
            Severity = Severity.Medium,
            Remedy = "Use ISTIO_MUTUAL, or remove the setting.",
            Kinds = ["DestinationRule"],
            Check = (rule, scope) =>
                from tls in Settings(rule)
                let mode = tls["mode"]
                let space = NamespaceOf(rule)
                where
                    mode?.AsString is "DISABLE" or "SIMPLE"
                    && space is not null
                    && scope.Graph.Mesh.ModeOf(space)?.AsString == "STRICT"
                select new Violation(
                    rule,
                    mode,
                    $"The namespace {Printable.Quote(space)} demands mutual TLS, and {mode.AsString} does not offer it."
                ),
            Bad = Strict(Example("mode: SIMPLE # here")),
            Good = Strict(Example("mode: ISTIO_MUTUAL")),
        },
    ];

    /// <summary>The settings of the host, of its subsets and of single ports.</summary>
    private static IEnumerable<YamlNode> Settings(Resource rule)
    {
        if (rule.Group != IstioGroups.Networking || rule.Spec is not { } spec)
        {
            yield break;
        }

        foreach (
            var policy in spec.List("subsets")
                .Select(subset => subset["trafficPolicy"])
                .Prepend(spec["trafficPolicy"])
                .OfType<YamlNode>()
        )
        {
            foreach (
                var tls in policy.List("portLevelSettings").Select(port => port["tls"]).Prepend(policy["tls"]).OfType<YamlNode>()
            )
            {
                yield return tls;
            }
        }
    }

    private static IEnumerable<Violation> Unverified(Resource rule, YamlNode tls)
    {
        if (tls["insecureSkipVerify"] is { AsBoolean: true } skip)
        {
            yield return new Violation(rule, skip, "The server's certificate is not verified.");
        }
        else if (
            tls["mode"] is { AsString: "SIMPLE" or "MUTUAL" } mode
            && tls["caCertificates"] is null
            && tls["credentialName"] is null
        )
        {
            yield return new Violation(
                rule,
                mode,
                "No authority is named: proxies before Istio 1.24 verify nothing then, and later ones trust every public authority.",
                Severity.Medium
            );
        }
    }

    private static string Host(Resource rule) => rule.Spec?.Text("host") ?? "";

    private static bool IsInMesh(string host) =>
        host.EndsWith(".local", StringComparison.Ordinal)
        || host.EndsWith(".svc", StringComparison.Ordinal)
        || host == "*"
        || !host.Contains('.', StringComparison.Ordinal);

    /// <summary>The namespace of the host's Service; null where it is none of the cluster's.</summary>
    private static string? NamespaceOf(Resource rule)
    {
        var parts = Host(rule).Split('.');
        return parts.Length == 1 && parts[0].Length > 0 && parts[0] != "*" ? rule.EffectiveNamespace
            : parts.Length >= 3 && parts[2] == "svc" && parts[1] != "*" ? parts[1]
            : null;
    }

    private static RuleExample Strict(RuleExample example) =>
        new(
            example.Yaml
                + "---\napiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata:\n  name: default\n  namespace: shop\nspec:\n  mtls:\n    mode: STRICT\n"
        );

    private static RuleExample Example(string tls) =>
        new(
            $"""
            apiVersion: {IstioGroups.Networking}/v1
            kind: DestinationRule
            metadata:
              name: api
              namespace: shop
            spec:
              host: api.shop.svc.cluster.local
              trafficPolicy:
                tls:
                  {tls}

            """
        );
}
