using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Rules.Cluster;

/// <summary>The flags of etcd, as a table.</summary>
internal static class EtcdFlags
{
    private const string ClusterAuthority = "/etc/kubernetes/pki/ca.crt";

    public static FlagRule[] Table { get; } =
    [
        new(Component.Etcd)
        {
            Id = "etcd-tls",
            Demands = [FlagDemand.Given("cert-file"), FlagDemand.Given("key-file")],
            Title = "etcd serves its clients over TLS",
            Reason = "Without a certificate the whole cluster state, secrets included, travels in plain text.",
            Remedy = "Set '--cert-file' and '--key-file'.",
            Severity = Severity.Critical,
            Aliases = "CIS-2.1 C-0153 KCV-0042",
            Example = ("", "cert-file=/etc/kubernetes/pki/etcd/server.crt key-file=/etc/kubernetes/pki/etcd/server.key"),
        },
        new(Component.Etcd)
        {
            Id = "etcd-client-auth",
            Demands = [FlagDemand.Equal("client-cert-auth", "true")],
            Title = "etcd asks its clients for certificates",
            Reason = "Without it everyone who reaches the port reads and writes the whole cluster state.",
            Remedy = "Set '--client-cert-auth=true' and '--trusted-ca-file'.",
            Severity = Severity.Critical,
            Aliases = "CIS-2.2 C-0154 KCV-0043",
            Example = ("client-cert-auth=false", "client-cert-auth=true"),
        },
        new(Component.Etcd)
        {
            Id = "etcd-auto-tls",
            Demands = [FlagDemand.NotOther("auto-tls", "false")],
            Title = "etcd's certificate is issued by an authority",
            Reason = "A self-signed certificate proves nothing, so clients talk to whoever answers.",
            Remedy = "Remove '--auto-tls' and give '--cert-file' and '--key-file'.",
            Severity = Severity.Critical,
            Aliases = "CIS-2.3 C-0155 KCV-0044",
            Example = ("auto-tls=true", ""),
        },
        new(Component.Etcd)
        {
            Id = "etcd-peer-tls",
            Demands = [FlagDemand.Given("peer-cert-file"), FlagDemand.Given("peer-key-file")],
            Title = "Members of etcd talk over TLS",
            Reason = "Members send each other every change of the cluster state.",
            Remedy = "Set '--peer-cert-file' and '--peer-key-file'.",
            Severity = Severity.High,
            Aliases = "CIS-2.4 C-0156 KCV-0045",
            Example = ("", "peer-cert-file=/etc/kubernetes/pki/etcd/peer.crt peer-key-file=/etc/kubernetes/pki/etcd/peer.key"),
        },
        new(Component.Etcd)
        {
            Id = "etcd-peer-auth",
            Demands = [FlagDemand.Equal("peer-client-cert-auth", "true")],
            Title = "Members of etcd ask each other for certificates",
            Reason = "Without it everyone who reaches the port can join and copy the cluster state.",
            Remedy = "Set '--peer-client-cert-auth=true' and '--peer-trusted-ca-file'.",
            Severity = Severity.High,
            Aliases = "CIS-2.5 C-0157 KCV-0046",
            Example = ("peer-client-cert-auth=false", "peer-client-cert-auth=true"),
        },
        new(Component.Etcd)
        {
            Id = "etcd-peer-auto-tls",
            Demands = [FlagDemand.NotOther("peer-auto-tls", "false")],
            Title = "The certificates of etcd's members are issued by an authority",
            Reason = "A self-signed certificate proves nothing, so members talk to whoever answers.",
            Remedy = "Remove '--peer-auto-tls' and give '--peer-cert-file' and '--peer-key-file'.",
            Severity = Severity.High,
            Aliases = "CIS-2.6 C-0158 KCV-0047",
            Example = ("peer-auto-tls=true", ""),
        },
        new(Component.Etcd)
        {
            Id = "etcd-exposed",
            Demands =
            [
                new("listen-client-urls") { IsBad = value => FlagDemand.List(value).Any(IsExposed) },
                new("listen-metrics-urls") { IsBad = value => FlagDemand.List(value).Any(IsExposed) },
            ],
            Title = "etcd listens with TLS and on known addresses",
            Reason = "The port of etcd is the cluster state; plain text or every interface gives it away.",
            Remedy = "List https addresses of the node and of the loopback interface.",
            Severity = Severity.Critical,
            Example = (
                "listen-client-urls=http://0.0.0.0:2379",
                "listen-client-urls=https://127.0.0.1:2379,https://192.0.2.5:2379"
            ),
        },
        new(Component.Etcd)
        {
            Id = "etcd-shared-ca",
            Demands = [new("trusted-ca-file") { IsBad = value => value == ClusterAuthority }],
            Title = "etcd has a certificate authority of its own",
            Reason = "With the cluster's authority every client certificate of the cluster opens etcd.",
            Remedy = "Make an authority for etcd alone and name it in '--trusted-ca-file'.",
            Severity = Severity.Medium,
            Aliases = "CIS-2.7 C-0159",
            Example = ($"trusted-ca-file={ClusterAuthority}", "trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt"),
        },
    ];

    private static bool IsExposed(string url) =>
        !Uri.TryCreate(url.Trim(), UriKind.Absolute, out var address)
        || address.Host is "0.0.0.0" or "[::]"
        || (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback);
}
