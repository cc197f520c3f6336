using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Identity;

/// <summary>Rules on whose tokens the API server takes, by its AuthenticationConfiguration or by flags.</summary>
internal static class IssuerRules
{
    private const string Group = "apiserver.config.k8s.io";

    private static readonly string[] FileKind = ["AuthenticationConfiguration"];

    private static readonly string[] AllKinds = [.. FileKind, .. PodTemplatePath.Kinds, "ClusterConfiguration"];

    /// <summary>Claims that say how somebody logged in (RFC 8176, OpenID Connect Core §2).</summary>
    private static readonly string[] Strength = ["amr", "acr"];

    private static readonly string[] Health = ["/livez", "/readyz", "/healthz"];

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "authn-issuer-plain",
            Title = "Keys of the identity provider are fetched over TLS",
            Reason = "Who stands between gives the API server a key of their own, and is then any user.",
            Area = HardeningArea.Identity,
            Severity = Severity.High,
            Remedy = "Use an https address.",
            Kinds = AllKinds,
            Concerns = (resource, scope) => Issuers(resource).Count > 0 || Flags(resource, scope, "oidc-issuer-url").Any(),
            Check = (resource, scope) =>
                from address in Issuers(resource)
                    .SelectMany(issuer => new[] { issuer.At("issuer", "url"), issuer.At("issuer", "discoveryURL") })
                    .OfType<YamlNode>()
                    .Select(node => (Node: node, Text: node.AsString ?? ""))
                    .Concat(Flags(resource, scope, "oidc-issuer-url"))
                where !address.Text.StartsWith("https://", StringComparison.Ordinal)
                select new Violation(resource, address.Node, "The issuer is asked without TLS."),
            Bad = Example("url: http://login.shop.example # here", "[kubernetes]"),
            Good = Example("url: https://login.shop.example", "[kubernetes]"),
        },
        new()
        {
            Id = "authn-no-audience",
            Title = "Tokens count only if they were made for this cluster",
            Reason = "Otherwise a token for any other application of the provider opens the cluster.",
            Area = HardeningArea.Identity,
            Severity = Severity.High,
            Remedy = "Name this cluster's client in 'audiences', or in '--oidc-client-id'.",
            Kinds = AllKinds,
            Concerns = (resource, scope) => Issuers(resource).Count > 0 || Flags(resource, scope, "oidc-issuer-url").Any(),
            Check = (resource, scope) =>
                Issuers(resource)
                    .Where(issuer => issuer.At("issuer", "audiences") is not { Items.Count: > 0 })
                    .Select(issuer => issuer["issuer"] ?? issuer)
                    .Concat(
                        from component in scope.ComponentsOf(resource, Component.ApiServer)
                        let issuer = component.Flag("oidc-issuer-url")
                        where issuer is not null && component.Flag("oidc-client-id") is null
                        select issuer.Node
                    )
                    .Select(node => new Violation(resource, node, "Tokens for any application of the issuer are accepted.")),
            Bad = Example("url: https://login.shop.example # here", "[]"),
            Good = Example("url: https://login.shop.example", "[kubernetes]"),
        },
        new()
        {
            Id = "authn-email-unverified",
            Title = "An address is a name only if the provider verified it",
            Reason = "Whoever enters somebody else's address at the provider is that user here.",
            Area = HardeningArea.Identity,
            Severity = Severity.Medium,
            Remedy = "Demand 'email_verified' in 'claimValidationRules', or take the claim 'sub'.",
            Kinds = FileKind,
            Concerns = (file, _) => Issuers(file).Count > 0,
            Check = (file, _) =>
                from issuer in Issuers(file)
                let claim = issuer.At("claimMappings", "username", "claim")
                where
                    claim?.AsString == "email"
                    && !Validations(issuer).Any(text => text.Contains("email_verified", StringComparison.Ordinal))
                select new Violation(file, claim, "The address is taken for a name without asking whether it was verified."),
            Bad = Example("url: https://login.shop.example", "[kubernetes]", "email # here"),
            Good = Example("url: https://login.shop.example", "[kubernetes]", "sub"),
        },
        new()
        {
            Id = "authn-no-mfa-claim",
            Title = "The cluster demands a second factor",
            Reason = "Without a condition on 'amr' or 'acr' a stolen password alone opens the cluster.",
            Area = HardeningArea.Identity,
            Severity = Severity.Medium,
            Remedy = "Add a claim validation rule such as \"'mfa' in claims.amr\", or '--oidc-required-claim=acr=…'.",
            Kinds = AllKinds,
            Concerns = (resource, scope) => Issuers(resource).Count > 0 || Flags(resource, scope, "oidc-issuer-url").Any(),
            Check = (resource, scope) =>
                Issuers(resource)
                    .Where(issuer => !Validations(issuer).Any(IsStrength))
                    .Select(issuer => issuer["issuer"] ?? issuer)
                    .Concat(
                        from component in scope.ComponentsOf(resource, Component.ApiServer)
                        let issuer = component.Flag("oidc-issuer-url")
                        where
                            issuer is not null
                            && !component.Flags.Any(flag =>
                                flag.Name == "oidc-required-claim" && Strength.Contains(flag.Value.Split('=')[0])
                            )
                        select issuer.Node
                    )
                    .Select(node => new Violation(resource, node, "Nothing asks how the user logged in.")),
            Bad = Example("url: https://login.shop.example # here", "[kubernetes]").With("amr", "groups"),
            Good = Example("url: https://login.shop.example", "[kubernetes]"),
        },
        new()
        {
            Id = "authn-anonymous-paths",
            Title = "Anonymous requests reach health checks alone",
            Reason = "Anonymous requests turn one wrong binding, or one flaw, into access for everybody.",
            Area = HardeningArea.Identity,
            Severity = Severity.High,
            Remedy = "List /livez, /readyz and /healthz in 'anonymous.conditions', or set 'enabled: false'.",
            Aliases = ["CIS-1.2.1"],
            Kinds = FileKind,
            Since = new KubernetesVersion(31),
            Check = (file, _) =>
                file.Group == Group
                && file.Root["anonymous"] is { } anonymous
                && anonymous.Boolean("enabled") == true
                && (
                    anonymous.List("conditions").Count == 0
                    || anonymous.List("conditions").Any(condition => !Health.Contains(condition.Text("path")))
                )
                    ?
                    [
                        new Violation(
                            file,
                            anonymous["conditions"] ?? anonymous["enabled"]!,
                            "Anonymous requests reach more than health checks."
                        ),
                    ]
                    : [],
            Bad = new RuleExample(
                $"apiVersion: {Group}/v1\nkind: AuthenticationConfiguration\nanonymous:\n  enabled: true # here\n"
            ),
            Good = new RuleExample(
                $"apiVersion: {Group}/v1\nkind: AuthenticationConfiguration\nanonymous:\n  enabled: true\n  conditions:\n  - path: /livez\n  - path: /readyz\n"
            ),
        },
    ];

    private static IReadOnlyList<YamlNode> Issuers(Resource resource) =>
        resource.Is(Group, FileKind[0]) ? resource.Root.List("jwt") : [];

    private static IEnumerable<(YamlNode Node, string Text)> Flags(Resource resource, RuleScope scope, string name) =>
        from component in scope.ComponentsOf(resource, Component.ApiServer)
        let flag = component.Flag(name)
        where flag is not null
        select (flag.Node, flag.Value);

    private static IEnumerable<string> Validations(YamlNode issuer) =>
        issuer
            .List("claimValidationRules")
            .Concat(issuer.List("userValidationRules"))
            .SelectMany(rule => new[] { rule.Text("claim"), rule.Text("expression") })
            .OfType<string>();

    private static bool IsStrength(string text) =>
        Strength.Any(claim =>
            text == claim
            || text.Contains("claims." + claim, StringComparison.Ordinal)
            || text.Contains($"\"{claim}\"", StringComparison.Ordinal)
            || text.Contains($"'{claim}'", StringComparison.Ordinal)
        );

    private static RuleExample Example(string url, string audiences, string username = "sub") =>
        new(
            $"""
            apiVersion: {Group}/v1
            kind: AuthenticationConfiguration
            jwt:
            - issuer:
                {url}
                audiences: {audiences}
              claimValidationRules:
              - expression: "'mfa' in claims.amr"
              claimMappings:
                username:
                  claim: {username}
                  prefix: "oidc:"

            """
        );
}
