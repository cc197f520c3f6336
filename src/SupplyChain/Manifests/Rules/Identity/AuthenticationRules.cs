using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Identity;

/// <summary>Rules on the API server's AuthenticationConfiguration.</summary>
internal static class AuthenticationRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        Claim(
            "authn-groups-prefix",
            Severity.Critical,
            "Groups from the identity provider have a prefix",
            "Without one a group named system:masters at the provider is system:masters in the cluster.",
            "groups"
        ),
        Claim(
            "authn-username-prefix",
            Severity.High,
            "User names from the identity provider have a prefix",
            "Without one a user named system:kube-controller-manager at the provider is that in the cluster.",
            "username"
        ),
    ];

    /// <summary>A claim without prefix. An expression may guard itself in a way that is not read, and is left alone.</summary>
    private static Rule Claim(string id, Severity severity, string title, string reason, string mapping) =>
        new()
        {
            Id = id,
            Title = title,
            Reason = reason,
            Area = HardeningArea.Identity,
            Severity = severity,
            Remedy = "Set 'prefix', such as 'oidc:'.",
            Kinds = ["AuthenticationConfiguration"],
            Check = (configuration, _) =>
                from issuer in Issuers(configuration)
                let claim = issuer.At("claimMappings", mapping)
                where claim?["claim"] is not null && string.IsNullOrEmpty(claim.Text("prefix"))
                select new Violation(configuration, claim, $"The {mapping} claim is taken without a prefix."),
            Bad = Example(mapping, "\"\"").With($"claim: {mapping}", $"claim: {mapping} # here"),
            Good = Example(mapping, "\"oidc:\""),
        };

    private static IReadOnlyList<YamlNode> Issuers(Resource configuration) =>
        configuration.Group == "apiserver.config.k8s.io" ? configuration.Root.List("jwt") : [];

    private static RuleExample Example(string mapping, string prefix) =>
        new(
            $"""
            apiVersion: apiserver.config.k8s.io/v1
            kind: AuthenticationConfiguration
            jwt:
            - issuer:
                url: https://login.shop.example
                audiences: [kubernetes]
              claimMappings:
                {mapping}:
                  claim: {mapping}
                  prefix: {prefix}

            """
        );
}
