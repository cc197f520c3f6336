using SupplyChain.Images;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Network;

/// <summary>Rules on the hosts and annotations of an Ingress.</summary>
internal static class IngressRouteRules
{
    private const string Nginx = "nginx.ingress.kubernetes.io/";

    /// <summary>Annotations whose values ingress-nginx wrote into its configuration as they are (CVE-2025-1097, -1098, -24514).</summary>
    private static readonly string[] Written = ["auth-url", "auth-signin", "auth-tls-match-cn", "mirror-target", "mirror-host"];

    /// <summary>Annotations that serve plain HTTP beside TLS, with the value that does so.</summary>
    private static readonly (string Key, string Value)[] PlainBeside =
    [
        (Nginx + "ssl-redirect", "false"),
        (Nginx + "force-ssl-redirect", "false"),
        ("kubernetes.io/ingress.allow-http", "true"),
        ("ingress.kubernetes.io/ssl-redirect", "false"),
        ("haproxy.org/ssl-redirect", "false"),
    ];

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "ing-annotation-injection",
            Title = "No annotation breaks out into the proxy's configuration",
            Reason =
                "ingress-nginx wrote these values into its configuration as they are, so that one namespace ran code in the shared proxy (CVE-2025-1097, CVE-2025-1098, CVE-2025-24514).",
            Area = HardeningArea.Network,
            Severity = Severity.Critical,
            Remedy = "Remove the characters, and find out who wrote them.",
            Aliases = ["KCV-0093"],
            Kinds = ["Ingress"],
            Check = (ingress, _) =>
                from annotation in Annotations(ingress)
                where
                    Written.Any(name => annotation.Name == Nginx + name)
                    && annotation.Value.AsString is { } value
                    && value.AsSpan().IndexOfAny(Breaking(annotation.Name)) >= 0
                select new Violation(
                    ingress,
                    annotation.Value,
                    $"The value of {Printable.Quote(annotation.Name)} ends the setting that it is written into."
                ),
            Bad = IngressRules.Example(Tls, Nginx + "auth-url: \"http://auth.example/#;load_module /tmp/x.so\" # here"),
            Good = IngressRules.Example(Tls, Nginx + "auth-url: https://auth.example/check?rd=$escaped_request_uri"),
        },
        new()
        {
            Id = "tls-redirect-off",
            Title = "No Ingress serves plain HTTP beside TLS",
            Reason = "Who follows an old link sends passwords and cookies in plain text.",
            Area = HardeningArea.Network,
            Severity = Severity.Medium,
            Remedy = "Remove the annotation.",
            Kinds = ["Ingress"],
            Check = (ingress, _) =>
                from annotation in Annotations(ingress)
                where PlainBeside.Contains((annotation.Name, annotation.Value.AsString ?? ""))
                select new Violation(
                    ingress,
                    annotation.Value,
                    $"The annotation {Printable.Quote(annotation.Name)} serves plain HTTP."
                ),
            Bad = IngressRules.Example(Tls, Nginx + "ssl-redirect: \"false\" # here"),
            Good = IngressRules.Example(Tls, Nginx + "ssl-redirect: \"true\""),
        },
        new()
        {
            Id = "tls-ingress-host-uncovered",
            Title = "Every host of an Ingress is served with TLS",
            Reason = "A host that no 'tls' entry names is served in plain text, or with a certificate of another name.",
            Area = HardeningArea.Network,
            Severity = Severity.Medium,
            Remedy = "Add the host to 'tls'.",
            Kinds = ["Ingress"],
            Check = (ingress, _) =>
                from rule in Rules(ingress)
                let host = rule["host"]
                let covered = ingress
                    .Spec!.List("tls")
                    .SelectMany(tls => tls.List("hosts"))
                    .Select(node => node.AsString)
                    .ToList()
                // An entry without hosts is for the controller's default, which may well be a wildcard.
                where
                    ingress.Spec!.List("tls") is { Count: > 0 } entries
                    && entries.All(entry => entry.List("hosts").Count > 0)
                    && host?.AsString is not null
                    && !covered.Any(pattern => Covers(pattern, host.AsString!))
                select new Violation(ingress, host, $"No 'tls' entry names the host {Printable.Quote(host.AsString!)}."),
            Bad = IngressRules.Example("rules:\n  - host: api.shop.example # here\n  " + Tls),
            Good = IngressRules.Example("rules:\n  - host: shop.example\n  " + Tls),
        },
        new()
        {
            Id = "ing-wildcard-host",
            Title = "Every rule of an Ingress names its host",
            Reason = "A rule for any host answers for the names of others, and draws their requests to its Service.",
            Area = HardeningArea.Network,
            Severity = Severity.Medium,
            Remedy = "Set 'host' to the name that is served.",
            Kinds = ["Ingress"],
            Check = (ingress, _) =>
                from rule in Rules(ingress)
                let host = rule["host"]
                where host?.AsString is null or "" or "*"
                select new Violation(ingress, host ?? rule, "The rule answers for any host."),
            Bad = IngressRules.Example("rules:\n  - http: {paths: []} # here"),
            Good = IngressRules.Example("rules:\n  - host: shop.example"),
        },
    ];

    private const string Tls = "tls:\n  - hosts: [shop.example]\n    secretName: shop-tls";

    private static IReadOnlyList<YamlEntry> Annotations(Resource ingress) =>
        ingress.Root.At("metadata", "annotations")?.Entries ?? [];

    private static IReadOnlyList<YamlNode> Rules(Resource ingress) =>
        ingress.Group is "networking.k8s.io" or "extensions" ? ingress.Spec?.List("rules") ?? [] : [];

    /// <summary>Braces belong to regular expressions, but not to addresses.</summary>
    private static string Breaking(string annotation) =>
        annotation.EndsWith("match-cn", StringComparison.Ordinal) ? ";#\r\n\"`" : ";#\r\n\"`{}";

    private static bool Covers(string? pattern, string host) =>
        pattern == host
        || (
            pattern?.StartsWith("*.", StringComparison.Ordinal) == true
            && host.IndexOf('.', StringComparison.Ordinal) is var dot and > 0
            && host[dot..] == pattern[1..]
        );
}
