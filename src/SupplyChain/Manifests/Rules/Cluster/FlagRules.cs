using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Rules.Cluster;

/// <summary>The flags of the API server and of etcd, as a table.</summary>
internal static class FlagRules
{
    private static readonly FlagRule[] Table =
    [
        new()
        {
            Id = "authn-anonymous",
            Component = Component.ApiServer,
            Flag = "anonymous-auth",
            Title = "The API server refuses anonymous requests",
            Reason = "Anonymous requests turn one wrong binding, or one flaw, into access for everybody.",
            Remedy = "Set '--anonymous-auth=false', or allow health paths alone in an AuthenticationConfiguration.",
            Area = HardeningArea.Identity,
            Severity = Severity.High,
            Aliases = ["CIS-1.2.1", "C-0113"],
            IsBad = value => value != "false",
            MustBeGiven = true,
            KubeadmLeavesOut = true,
            Instead = "authentication-config",
            Example = ("true", "false"),
        },
        new()
        {
            Id = "authn-static-tokens",
            Component = Component.ApiServer,
            Flag = "token-auth-file",
            Title = "The API server accepts no tokens from a file",
            Reason = "Such tokens are plain text, never expire, and know no second factor.",
            Remedy = "Remove '--token-auth-file' and use an identity provider.",
            Area = HardeningArea.Identity,
            Severity = Severity.Critical,
            Aliases = ["CIS-1.2.2"],
            IsBad = _ => true,
            Example = ("/etc/kubernetes/tokens.csv", null),
        },
        new()
        {
            Id = "authz-always-allow",
            Component = Component.ApiServer,
            Flag = "authorization-mode",
            Title = "The API server asks for authorization",
            Reason = "With AlwaysAllow, which is the default, everyone who is let in may do everything.",
            Remedy = "Set '--authorization-mode=Node,RBAC'.",
            Area = HardeningArea.Identity,
            Severity = Severity.Critical,
            Aliases = ["CIS-1.2.6"],
            IsBad = value => value.Split(',').Contains("AlwaysAllow"),
            MustBeGiven = true,
            Instead = "authorization-config",
            Example = ("AlwaysAllow", "Node,RBAC"),
        },
        new()
        {
            Id = "enc-missing",
            Component = Component.ApiServer,
            Flag = "encryption-provider-config",
            Title = "Secrets are encrypted in etcd",
            Reason = "Without it, whoever reads etcd's disk or a backup of it reads every secret.",
            Remedy = "Set '--encryption-provider-config' to a file with a KMS or secretbox provider.",
            Area = HardeningArea.Cluster,
            Severity = Severity.High,
            Aliases = ["CIS-1.2.27", "C-0141"],
            MustBeGiven = true,
            KubeadmLeavesOut = true,
            Example = (null, "/etc/kubernetes/encryption.yaml"),
        },
        new()
        {
            Id = "aud-no-log",
            Component = Component.ApiServer,
            Flag = "audit-log-path",
            Title = "The API server writes an audit log",
            Reason = "Without it nobody can tell afterwards who did what.",
            Remedy = "Set '--audit-log-path', or send events with '--audit-webhook-config-file'.",
            Area = HardeningArea.Audit,
            Severity = Severity.High,
            Aliases = ["CIS-1.2.16", "C-0067"],
            MustBeGiven = true,
            KubeadmLeavesOut = true,
            Instead = "audit-webhook-config-file",
            Example = (null, "/var/log/kubernetes/audit.log"),
        },
        new()
        {
            Id = "aud-no-policy",
            Component = Component.ApiServer,
            Flag = "audit-policy-file",
            Title = "The API server has an audit policy",
            Reason = "Without a policy it records no event at all.",
            Remedy = "Set '--audit-policy-file'.",
            Area = HardeningArea.Audit,
            Severity = Severity.High,
            Aliases = ["CIS-3.2.1"],
            MustBeGiven = true,
            KubeadmLeavesOut = true,
            Example = (null, "/etc/kubernetes/audit.yaml"),
        },
        new()
        {
            Id = "api-adm-always-admit",
            Component = Component.ApiServer,
            Flag = "enable-admission-plugins",
            Title = "Admission is not switched off",
            Reason = "AlwaysAdmit lets every object in.",
            Remedy = "Remove AlwaysAdmit from '--enable-admission-plugins'.",
            Area = HardeningArea.Cluster,
            Severity = Severity.Critical,
            Aliases = ["CIS-1.2.10"],
            IsBad = value => value.Split(',').Contains("AlwaysAdmit"),
            Example = ("NodeRestriction,AlwaysAdmit", "NodeRestriction"),
        },
        new()
        {
            Id = "etcd-client-auth",
            Component = Component.Etcd,
            Flag = "client-cert-auth",
            Title = "etcd asks its clients for certificates",
            Reason = "Without it everyone who reaches the port reads and writes the whole cluster state.",
            Remedy = "Set '--client-cert-auth=true' and '--trusted-ca-file'.",
            Area = HardeningArea.Cluster,
            Severity = Severity.Critical,
            Aliases = ["CIS-2.2", "C-0154"],
            IsBad = value => value != "true",
            MustBeGiven = true,
            Example = ("false", "true"),
        },
        new()
        {
            Id = "etcd-auto-tls",
            Component = Component.Etcd,
            Flag = "auto-tls",
            Title = "etcd's certificate is issued by an authority",
            Reason = "A self-signed certificate proves nothing, so clients talk to whoever answers.",
            Remedy = "Remove '--auto-tls' and give '--cert-file' and '--key-file'.",
            Area = HardeningArea.Cluster,
            Severity = Severity.Critical,
            Aliases = ["CIS-2.3"],
            IsBad = value => value != "false",
            Example = ("true", null),
        },
        new()
        {
            Id = "etcd-exposed",
            Component = Component.Etcd,
            Flag = "listen-client-urls",
            Title = "etcd listens with TLS and on known addresses",
            Reason = "The port of etcd is the cluster state; plain text or every interface gives it away.",
            Remedy = "List https addresses of the node and of the loopback interface.",
            Area = HardeningArea.Cluster,
            Severity = Severity.Critical,
            IsBad = value => value.Split(',').Any(IsExposed),
            Example = ("http://0.0.0.0:2379", "https://127.0.0.1:2379,https://192.0.2.5:2379"),
        },
    ];

    public static IEnumerable<Rule> All() => Table.Select(row => row.ToRule());

    private static bool IsExposed(string url) =>
        !Uri.TryCreate(url.Trim(), UriKind.Absolute, out var address)
        || address.Host is "0.0.0.0" or "[::]"
        || (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback);
}
