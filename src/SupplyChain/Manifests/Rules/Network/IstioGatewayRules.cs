using SupplyChain.Manifests.Graph;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Rules.Cluster;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Network;

/// <summary>Rules on Istio's gateways, on where its tokens' keys come from, and on modes of single ports.</summary>
internal static class IstioGatewayRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "istio-peerauth-port",
            Title = "No port of the mesh accepts plain text",
            Reason = "A port's own mode counts before all others, and is easily forgotten.",
            Area = HardeningArea.Network,
            Severity = Severity.Medium,
            Remedy = "Remove the port, or set its mode to STRICT.",
            Kinds = ["PeerAuthentication"],
            Check = (policy, _) =>
                from port in policy.Group == IstioGroups.Security ? policy.Spec?["portLevelMtls"]?.Entries ?? [] : []
                let mode = port.Value["mode"]
                where mode?.AsString is "DISABLE" or "PERMISSIVE"
                select new Violation(policy, mode, $"The port {port.Name} accepts plain text."),
            Bad = PortMode("PERMISSIVE # here"),
            Good = PortMode("STRICT"),
        },
        new()
        {
            Id = "istio-gw-plain",
            Title = "Gateways serve TLS, or lead there",
            Reason = "Without TLS everyone on the way reads and changes requests, passwords and cookies.",
            Area = HardeningArea.Network,
            Severity = Severity.Medium,
            Remedy = "Set 'tls.httpsRedirect: true' on the server, and serve HTTPS on port 443.",
            Kinds = ["Gateway"],
            Check = (gateway, _) =>
                from server in Servers(gateway)
                let protocol = server.At("port", "protocol")
                where
                    protocol?.AsString?.ToUpperInvariant() is "HTTP" or "HTTP2" or "GRPC"
                    && server["tls"]?.Boolean("httpsRedirect") != true
                select new Violation(gateway, protocol, "The gateway serves plain HTTP."),
            Bad = Gateway("protocol: HTTP # here", "httpsRedirect: false", "shop.example"),
            Good = Gateway("protocol: HTTP", "httpsRedirect: true", "shop.example"),
        },
        new()
        {
            Id = "istio-gw-weak-tls",
            Title = "Gateways take strong TLS alone",
            Reason = "With old versions and suites a recorded connection can be read later.",
            Area = HardeningArea.Network,
            Severity = Severity.Medium,
            Remedy = "Set 'minProtocolVersion: TLSV1_2' and list suites with ECDHE and GCM or ChaCha20.",
            Kinds = ["Gateway"],
            Check = (gateway, _) =>
                Servers(gateway)
                    .Select(server => server["tls"])
                    .OfType<YamlNode>()
                    .SelectMany(tls =>
                        tls.List("cipherSuites")
                            .Where(suite => IsWeakSuite(suite.AsString ?? ""))
                            .Concat(tls["minProtocolVersion"] is { AsString: "TLSV1_0" or "TLSV1_1" } old ? [old] : [])
                    )
                    .Select(node => new Violation(gateway, node, "The gateway takes an old version or a weak suite.")),
            Bad = Gateway("protocol: HTTPS", "mode: SIMPLE\n      minProtocolVersion: TLSV1_0 # here", "shop.example"),
            Good = Gateway("protocol: HTTPS", "mode: SIMPLE\n      minProtocolVersion: TLSV1_2", "shop.example"),
        },
        new()
        {
            Id = "istio-gw-any-host",
            Title = "Every server of a gateway names its hosts",
            Reason = "A server for any host lets every namespace publish under every name.",
            Area = HardeningArea.Network,
            Severity = Severity.Medium,
            Remedy = "List the names that are served in 'hosts', with their namespace: shop/shop.example.",
            Kinds = ["Gateway"],
            Check = (gateway, _) =>
                from server in Servers(gateway)
                from host in server.List("hosts")
                where host.AsString is "*" or "*/*"
                select new Violation(gateway, host, "The server answers for any host."),
            Bad = Gateway("protocol: HTTPS", "mode: SIMPLE", "\"*\" # here"),
            Good = Gateway("protocol: HTTPS", "mode: SIMPLE", "shop/shop.example"),
        },
        new()
        {
            Id = "istio-jwks-plain",
            Title = "Keys of tokens are fetched over TLS",
            Reason = "Who stands between gives the proxy a key of their own, and signs any token with it.",
            Area = HardeningArea.Network,
            Severity = Severity.Medium,
            Remedy = "Use an https address in 'jwksUri'.",
            Kinds = ["RequestAuthentication"],
            Check = (authentication, _) =>
                from rule in authentication.Group == IstioGroups.Security ? authentication.Spec?.List("jwtRules") ?? [] : []
                let uri = rule["jwksUri"]
                where uri?.AsString is { } text && TransportSecurity.IsPlainHttp(text)
                select new Violation(authentication, uri, "The keys are fetched in plain text."),
            Bad = Authentication("http://login.shop.example/jwks # here"),
            Good = Authentication("https://login.shop.example/jwks"),
        },
    ];

    private static IReadOnlyList<YamlNode> Servers(Resource gateway) =>
        gateway.Group == IstioGroups.Networking ? gateway.Spec?.List("servers") ?? [] : [];

    /// <summary>Envoy writes suites in OpenSSL's names.</summary>
    private static bool IsWeakSuite(string suite) =>
        !suite.StartsWith("ECDHE-", StringComparison.Ordinal)
        || !(suite.Contains("GCM", StringComparison.Ordinal) || suite.Contains("CHACHA20", StringComparison.Ordinal));

    private static RuleExample PortMode(string mode) =>
        new(
            $"""
            apiVersion: {IstioGroups.Security}/v1
            kind: PeerAuthentication
            metadata:
              name: api
              namespace: shop
            spec:
              selector:
                matchLabels:
                  app: api
              mtls:
                mode: STRICT
              portLevelMtls:
                8080:
                  mode: {mode}

            """
        );

    private static RuleExample Gateway(string protocol, string tls, string host) =>
        new(
            $"""
            apiVersion: {IstioGroups.Networking}/v1
            kind: Gateway
            metadata:
              name: shop
              namespace: shop
            spec:
              servers:
              - port:
                  number: 8443
                  {protocol}
                tls:
                  {tls}
                hosts:
                - {host}

            """
        );

    private static RuleExample Authentication(string uri) => RequestAuthenticationExample.Of("", uri);
}
