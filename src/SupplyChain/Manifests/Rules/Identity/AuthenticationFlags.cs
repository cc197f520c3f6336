using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Rules.Cluster;

namespace SupplyChain.Manifests.Rules.Identity;

/// <summary>The flags of the API server that say who gets in and what they may do, as a table.</summary>
internal static class AuthenticationFlags
{
    private const string Configuration = "authentication-config";

    private static readonly FlagRule[] Table =
    [
        new(Component.ApiServer)
        {
            Id = "authn-anonymous",
            Demands =
            [
                new("anonymous-auth")
                {
                    Required = true,
                    IsBad = value => value != "false",
                    Instead = [Configuration],
                },
            ],
            Title = "The API server refuses anonymous requests",
            Reason = "Anonymous requests turn one wrong binding, or one flaw, into access for everybody.",
            Remedy = "Set '--anonymous-auth=false', or allow health paths alone in an AuthenticationConfiguration.",
            Area = HardeningArea.Identity,
            Severity = Severity.High,
            Aliases = "CIS-1.2.1 C-0113 KCV-0001",
            KubeadmLeavesOut = true,
            Example = ("anonymous-auth=true", "anonymous-auth=false"),
        },
        new(Component.ApiServer)
        {
            Id = "authn-static-tokens",
            Demands = [new("token-auth-file") { IsBad = _ => true }],
            Title = "The API server accepts no tokens from a file",
            Reason = "Such tokens are plain text, never expire, and know no second factor.",
            Remedy = "Remove '--token-auth-file' and use an identity provider.",
            Area = HardeningArea.Identity,
            Severity = Severity.Critical,
            Aliases = "CIS-1.2.2 C-0114 KCV-0002",
            Example = ("token-auth-file=/etc/kubernetes/tokens.csv", ""),
        },
        new(Component.ApiServer)
        {
            Id = "authn-no-idp",
            Demands =
            [
                new("oidc-issuer-url") { Required = true, Instead = [Configuration, "authentication-token-webhook-config-file"] },
            ],
            Title = "People log in through an identity provider",
            Reason = "Certificates and tokens that the cluster issues cannot be revoked and know no second factor.",
            Remedy = "Set '--authentication-config' to a file that names your identity provider.",
            Area = HardeningArea.Identity,
            Severity = Severity.Medium,
            Aliases = "CIS-3.1.1",
            KubeadmLeavesOut = true,
            Example = ("", "authentication-config=/etc/kubernetes/authentication.yaml"),
        },
        new(Component.ApiServer)
        {
            Id = "authn-sa-lookup",
            Demands = [FlagDemand.NotOther("service-account-lookup", "true")],
            Title = "The token of a deleted service account opens nothing",
            Reason = "Without the look-up such a token stays good until it expires, which old ones never do.",
            Remedy = "Remove '--service-account-lookup=false'.",
            Area = HardeningArea.Identity,
            Severity = Severity.Medium,
            Aliases = "CIS-1.2.21 C-0135 KCV-0024",
            Example = ("service-account-lookup=false", "service-account-lookup=true"),
        },
        new(Component.ApiServer)
        {
            Id = "authn-sa-extend",
            Demands = [FlagDemand.Equal("service-account-extend-token-expiration", "false")],
            Title = "Tokens in pods last as long as they say",
            Reason = "By default they are made to last a year, so a stolen one is of use for a year.",
            Remedy = "Set '--service-account-extend-token-expiration=false' once clients read their token anew.",
            Area = HardeningArea.Identity,
            Severity = Severity.Medium,
            Aliases = "CIS-1.2.30 C-0290",
            KubeadmLeavesOut = true,
            Example = ("", "service-account-extend-token-expiration=false"),
        },
        new(Component.ApiServer)
        {
            Id = "authz-always-allow",
            Demands =
            [
                new("authorization-mode")
                {
                    Required = true,
                    IsBad = value => FlagDemand.List(value).Contains("AlwaysAllow"),
                    Instead = ["authorization-config"],
                },
            ],
            Title = "The API server asks for authorization",
            Reason = "With AlwaysAllow, which is the default, everyone who is let in may do everything.",
            Remedy = "Set '--authorization-mode=Node,RBAC'.",
            Area = HardeningArea.Identity,
            Severity = Severity.Critical,
            Aliases = "CIS-1.2.6 C-0118 KCV-0007",
            Example = ("authorization-mode=AlwaysAllow", "authorization-mode=Node,RBAC"),
        },
        Mode(
            "authz-no-rbac",
            "RBAC",
            Severity.High,
            "The API server authorizes by roles",
            "Without RBAC no role or binding of the cluster has an effect.",
            "CIS-1.2.8 C-0120 C-0005 KCV-0009"
        ),
        Mode(
            "authz-no-node",
            "Node",
            Severity.Medium,
            "The API server limits nodes to their own pods",
            "Without the Node authorizer kubelets need roles by which one node reads the secrets of all.",
            "CIS-1.2.7 C-0119 KCV-0008"
        ),
    ];

    public static IEnumerable<Rule> All() => Table.Select(row => row.ToRule());

    private static FlagRule Mode(string id, string mode, Severity severity, string title, string reason, string aliases) =>
        new(Component.ApiServer)
        {
            Id = id,
            Demands = [new("authorization-mode") { IsBad = value => !FlagDemand.List(value).Contains(mode) }],
            Title = title,
            Reason = reason,
            Remedy = $"Add {mode} to '--authorization-mode'.",
            Area = HardeningArea.Identity,
            Severity = severity,
            Aliases = aliases,
            Example = ("authorization-mode=Webhook", "authorization-mode=Node,RBAC"),
        };
}
