using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Rules.Cluster;

/// <summary>The flags of the API server that are about the cluster itself, as a table.</summary>
internal static class ApiServerFlags
{
    /// <summary>Plugins that are on unless switched off, and that other protections build on.</summary>
    private static readonly string[] DefaultPlugins =
    [
        "NamespaceLifecycle",
        "ServiceAccount",
        "PodSecurity",
        "MutatingAdmissionWebhook",
        "ValidatingAdmissionWebhook",
        "ValidatingAdmissionPolicy",
        "CertificateApproval",
        "CertificateSigning",
        "CertificateSubjectRestriction",
    ];

    public static FlagRule[] Table { get; } =
    [
        new(Component.ApiServer)
        {
            Id = "enc-missing",
            Demands = [FlagDemand.Given("encryption-provider-config")],
            Title = "Secrets are encrypted in etcd",
            Reason = "Without it, whoever reads etcd's disk or a backup of it reads every secret.",
            Remedy = "Set '--encryption-provider-config' to a file with a KMS or secretbox provider.",
            Severity = Severity.High,
            Aliases = "CIS-1.2.27 C-0141 KCV-0030",
            KubeadmLeavesOut = true,
            Example = ("", "encryption-provider-config=/etc/kubernetes/encryption.yaml"),
        },
        new(Component.ApiServer)
        {
            Id = "api-profiling",
            Demands = [FlagDemand.Equal("profiling", "false")],
            Title = "The API server serves no profiles",
            Reason = "Profiles show how the program works inside and cost time that an attacker can ask for.",
            Remedy = "Set '--profiling=false'.",
            Severity = Severity.Low,
            Aliases = "CIS-1.2.15 C-0129 KCV-0018",
            KubeadmLeavesOut = true,
            Example = ("", "profiling=false"),
        },
        new(Component.ApiServer)
        {
            Id = "api-adm-always-admit",
            Demands = [FlagDemand.NamesNone("enable-admission-plugins", "AlwaysAdmit")],
            Title = "Admission is not switched off",
            Reason = "AlwaysAdmit lets every object in.",
            Remedy = "Remove AlwaysAdmit from '--enable-admission-plugins'.",
            Severity = Severity.Critical,
            Aliases = "CIS-1.2.10 C-0122 KCV-0011",
            Example = ("enable-admission-plugins=NodeRestriction,AlwaysAdmit", "enable-admission-plugins=NodeRestriction"),
        },
        new(Component.ApiServer)
        {
            Id = "api-adm-node-restriction",
            Demands = [FlagDemand.Names("enable-admission-plugins", "NodeRestriction")],
            Title = "Nodes change only what is theirs",
            Reason = "Without NodeRestriction the credential of one node changes every node and pod.",
            Remedy = "Add NodeRestriction to '--enable-admission-plugins'.",
            Severity = Severity.High,
            Aliases = "CIS-1.2.14 C-0127 KCV-0016",
            Example = ("enable-admission-plugins=AlwaysPullImages", "enable-admission-plugins=NodeRestriction"),
        },
        new(Component.ApiServer)
        {
            Id = "api-adm-defaults-off",
            Demands = [FlagDemand.NamesNone("disable-admission-plugins", DefaultPlugins)],
            Title = "No protective admission plugin is switched off",
            Reason = "Pod Security, service accounts, webhooks and policies work through plugins that are on by default.",
            Remedy = "Remove the plugin from '--disable-admission-plugins'.",
            Severity = Severity.High,
            Aliases = "CIS-1.2.12 CIS-1.2.13 C-0125 C-0126",
            Example = ("disable-admission-plugins=PodSecurity", "disable-admission-plugins=DefaultTolerationSeconds"),
        },
        new(Component.ApiServer)
        {
            Id = "api-adm-external-ips",
            Demands = [FlagDemand.Names("enable-admission-plugins", "DenyServiceExternalIPs")],
            Title = "Services cannot claim external addresses",
            Reason = "Who can set externalIPs can draw traffic for any address to pods of their own (CVE-2020-8554).",
            Remedy = "Add DenyServiceExternalIPs to '--enable-admission-plugins'.",
            Severity = Severity.Medium,
            Aliases = "CIS-1.2.3 C-0283",
            KubeadmLeavesOut = true,
            Example = (
                "enable-admission-plugins=NodeRestriction",
                "enable-admission-plugins=NodeRestriction,DenyServiceExternalIPs"
            ),
        },
        new(Component.ApiServer)
        {
            Id = "api-kubelet-client",
            Demands = [FlagDemand.Given("kubelet-client-certificate"), FlagDemand.Given("kubelet-client-key")],
            Title = "The API server proves itself to kubelets",
            Reason = "Without a certificate it comes as an anonymous user, whom kubelets then have to serve.",
            Remedy = "Set '--kubelet-client-certificate' and '--kubelet-client-key'.",
            Severity = Severity.High,
            Aliases = "CIS-1.2.4 C-0116 KCV-0005",
            Example = ("", "kubelet-client-certificate=/pki/kubelet-client.crt kubelet-client-key=/pki/kubelet-client.key"),
        },
        new(Component.ApiServer)
        {
            Id = "api-kubelet-ca",
            Demands = [FlagDemand.Given("kubelet-certificate-authority")],
            Title = "The API server verifies kubelets",
            Reason = "Without it whoever stands between reads and changes what 'exec' and 'logs' carry.",
            Remedy = "Set '--kubelet-certificate-authority' and let kubelets use certificates of that authority.",
            Severity = Severity.High,
            Aliases = "CIS-1.2.5 C-0117 KCV-0006",
            KubeadmLeavesOut = true,
            Example = ("", "kubelet-certificate-authority=/etc/kubernetes/pki/ca.crt"),
        },
        new(Component.ApiServer)
        {
            Id = "api-tls",
            Demands = [FlagDemand.Given("tls-cert-file"), FlagDemand.Given("tls-private-key-file")],
            Title = "The API server has a certificate of its authority",
            Reason = "Otherwise it makes one for itself, which clients can only trust blindly.",
            Remedy = "Set '--tls-cert-file' and '--tls-private-key-file'.",
            Severity = Severity.High,
            Aliases = "CIS-1.2.24 C-0138 KCV-0027",
            Example = ("", "tls-cert-file=/pki/apiserver.crt tls-private-key-file=/pki/apiserver.key"),
        },
        new(Component.ApiServer)
        {
            Id = "api-client-ca",
            Demands = [FlagDemand.Given("client-ca-file")],
            Title = "The API server verifies client certificates",
            Reason = "Nodes and components log in with certificates, which need an authority to be checked against.",
            Remedy = "Set '--client-ca-file'.",
            Severity = Severity.High,
            Aliases = "CIS-1.2.25 C-0139 KCV-0028",
            Example = ("", "client-ca-file=/etc/kubernetes/pki/ca.crt"),
        },
        new(Component.ApiServer)
        {
            Id = "api-ciphers",
            Demands =
            [
                new("tls-cipher-suites") { Required = true, IsBad = TransportSecurity.HasWeakSuite },
                new("tls-min-version") { IsBad = TransportSecurity.IsOldVersion },
            ],
            Title = "The API server takes strong ciphers alone",
            Reason = "With old versions and suites a recorded connection can be read later.",
            Remedy =
                "List suites with ECDHE and GCM or ChaCha20 in '--tls-cipher-suites', and set '--tls-min-version=VersionTLS12'.",
            Severity = Severity.Medium,
            SeverityOfMissing = Severity.Low,
            Aliases = "CIS-1.2.29 C-0143",
            KubeadmLeavesOut = true,
            Example = (
                "tls-cipher-suites=TLS_RSA_WITH_AES_128_CBC_SHA",
                "tls-cipher-suites=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 tls-min-version=VersionTLS12"
            ),
        },
        new(Component.ApiServer)
        {
            Id = "api-sa-key",
            Demands = [FlagDemand.Given("service-account-key-file")],
            Title = "Tokens of service accounts have a key of their own",
            Reason = "Otherwise the key of the server's certificate serves for tokens too, and neither can be replaced alone.",
            Remedy = "Set '--service-account-key-file' to a key that is used for nothing else.",
            Severity = Severity.Medium,
            Aliases = "CIS-1.2.22 C-0136 KCV-0025",
            Example = ("", "service-account-key-file=/etc/kubernetes/pki/sa.pub"),
        },
        new(Component.ApiServer)
        {
            Id = "api-etcd-tls",
            Demands =
            [
                FlagDemand.Given("etcd-cafile"),
                FlagDemand.Given("etcd-certfile"),
                FlagDemand.Given("etcd-keyfile"),
                new("etcd-servers") { IsBad = value => FlagDemand.List(value).Any(TransportSecurity.IsPlainHttp) },
            ],
            Title = "The API server and etcd prove themselves to each other",
            Reason = "etcd is the cluster state; over an unproven connection anyone can read it or answer for it.",
            Remedy = "Set '--etcd-cafile', '--etcd-certfile', '--etcd-keyfile' and https addresses.",
            Severity = Severity.High,
            Aliases = "CIS-1.2.23 CIS-1.2.26 C-0137 C-0140 KCV-0026 KCV-0029",
            Example = ("", "etcd-cafile=/pki/etcd/ca.crt etcd-certfile=/pki/etcd.crt etcd-keyfile=/pki/etcd.key"),
        },
    ];
}
