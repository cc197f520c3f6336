using System.Globalization;
using SupplyChain.Manifests.Linting;

namespace SupplyChain.Manifests.Rules.Cluster;

/// <summary>The settings of the kubelet, as a table.</summary>
internal static class KubeletRules
{
    private static readonly KubeletRule[] Table =
    [
        new("authentication.anonymous.enabled", "anonymous-auth")
        {
            Id = "kubelet-anonymous",
            Title = "The kubelet refuses anonymous requests",
            Reason = "Anonymous requests to the kubelet can run commands in every pod of the node.",
            Remedy = "Set 'authentication.anonymous.enabled: false'.",
            Severity = Severity.Critical,
            Aliases = "CIS-4.2.1 C-0172 C-0069 KCV-0079",
            IsBad = value => value == "true",
            Example = ("true", "false"),
        },
        new("authorization.mode", "authorization-mode")
        {
            Id = "kubelet-always-allow",
            Title = "The kubelet asks for authorization",
            Reason = "With AlwaysAllow everyone with any certificate of the cluster may run commands in every pod of the node.",
            Remedy = "Set 'authorization.mode: Webhook'.",
            Severity = Severity.Critical,
            Aliases = "CIS-4.2.2 C-0173 KCV-0080",
            IsBad = value => value == "AlwaysAllow",
            Example = ("AlwaysAllow", "Webhook"),
        },
        new("authentication.x509.clientCAFile", "client-ca-file")
        {
            Id = "kubelet-client-ca",
            Title = "The kubelet verifies client certificates",
            Reason = "Without an authority it cannot tell the API server from anyone else.",
            Remedy = "Set 'authentication.x509.clientCAFile'.",
            Severity = Severity.Critical,
            Aliases = "CIS-4.2.3 C-0174 C-0070 KCV-0081",
            IsBad = value => value.Length == 0,
            Required = true,
            KubeadmSets = true,
            // Without anonymous users the kubelet then refuses everyone, the API server too.
            SeverityOfMissing = Severity.Medium,
            Example = ("\"\"", "/etc/kubernetes/pki/ca.crt"),
        },
        new("readOnlyPort", "read-only-port")
        {
            Id = "kubelet-read-only-port",
            Title = "The kubelet has no port without authentication",
            Reason = "On it everyone who reaches the node lists all pods with their environment.",
            Remedy = "Remove 'readOnlyPort' or set it to 0.",
            Severity = Severity.High,
            Aliases = "CIS-4.2.4 C-0175 KCV-0082",
            IsBad = value => value != "0",
            Example = ("10255", "0"),
        },
        new("streamingConnectionIdleTimeout", "streaming-connection-idle-timeout")
        {
            Id = "kubelet-streaming",
            Title = "Idle shells into containers end",
            Reason = "A forgotten session stays open to whoever takes it over.",
            Remedy = "Remove 'streamingConnectionIdleTimeout: 0s' or set a time such as 5m.",
            Severity = Severity.Low,
            Aliases = "CIS-4.2.5 C-0176",
            IsBad = value => value.TrimEnd('s', 'm', 'h') == "0",
            Example = ("0s", "5m"),
        },
        new("makeIPTablesUtilChains", "make-iptables-util-chains")
        {
            Id = "kubelet-iptables",
            Title = "The kubelet keeps the node's firewall chains",
            Reason = "Without them rules that proxies and network plugins build on can be missing.",
            Remedy = "Remove 'makeIPTablesUtilChains: false'.",
            Severity = Severity.Low,
            Aliases = "CIS-4.2.6 C-0178",
            IsBad = value => value == "false",
            Example = ("false", "true"),
        },
        new("eventRecordQPS", "event-qps")
        {
            Id = "kubelet-qps",
            Title = "The kubelet cannot be made to flood the cluster with events",
            Reason = "0 means no limit, so that one node fills etcd and drowns what matters.",
            Remedy = "Remove 'eventRecordQPS: 0' or set a limit such as 50.",
            Severity = Severity.Low,
            Aliases = "CIS-4.2.8 C-0180",
            IsBad = value => value == "0",
            Example = ("0", "50"),
        },
        new("protectKernelDefaults", "protect-kernel-defaults")
        {
            Id = "kubelet-kernel-defaults",
            Title = "The kubelet refuses kernel parameters other than it expects",
            Reason = "Otherwise it overwrites what an administrator hardened.",
            Remedy = "Set 'protectKernelDefaults: true', and the parameters on the node.",
            Severity = Severity.Medium,
            Aliases = "C-0177 KCV-0083",
            IsBad = value => value != "true",
            Required = true,
            Example = ("false", "true"),
        },
        new("rotateCertificates", "rotate-certificates")
        {
            Id = "kubelet-rotate",
            Title = "The kubelet renews its client certificate",
            Reason = "Without renewal it expires, or was made to last too long.",
            Remedy = "Set 'rotateCertificates: true'.",
            Severity = Severity.Medium,
            Aliases = "CIS-4.2.10 C-0182",
            IsBad = value => value == "false",
            Required = true,
            KubeadmSets = true,
            Example = ("false", "true"),
        },
        new("serverTLSBootstrap", null)
        {
            Id = "kubelet-server-bootstrap",
            Title = "The kubelet's serving certificate comes from the cluster's authority",
            Reason = "Otherwise the kubelet signs its own, which nobody can verify.",
            Remedy = "Set 'serverTLSBootstrap: true' and approve the requests.",
            Severity = Severity.Medium,
            Aliases = "CIS-4.2.11 C-0183",
            IsBad = value => value != "true",
            Required = true,
            Example = ("false", "true"),
        },
        new("tlsCipherSuites", "tls-cipher-suites")
        {
            Id = "kubelet-ciphers",
            Title = "The kubelet takes strong ciphers alone",
            Reason = "With old suites a recorded connection can be read later.",
            Remedy = "List suites with ECDHE and GCM or ChaCha20 alone.",
            Severity = Severity.Medium,
            Aliases = "CIS-4.2.12 C-0184",
            IsBad = TransportSecurity.IsWeakSuite,
            Example = ("[TLS_RSA_WITH_AES_128_CBC_SHA]", "[TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]"),
        },
        new("podPidsLimit", "pod-max-pids")
        {
            Id = "kubelet-pod-pids",
            Title = "Pods have a limit of processes",
            Reason = "Without one a single pod starts processes until its node stands still.",
            Remedy = "Set 'podPidsLimit', such as 4096.",
            Severity = Severity.Medium,
            Aliases = "CIS-4.2.13 C-0284",
            IsBad = value => !long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) || limit == 0,
            Required = true,
            Example = ("-1", "4096"),
        },
        new("seccompDefault", "seccomp-default")
        {
            Id = "kubelet-seccomp-default",
            Title = "Pods get the runtime's seccomp profile unless they say otherwise",
            Reason = "Without it a pod that says nothing may use every call of the kernel.",
            Remedy = "Set 'seccompDefault: true'.",
            Severity = Severity.Medium,
            Aliases = "CIS-4.2.14",
            IsBad = value => value != "true",
            Required = true,
            Example = ("false", "true"),
        },
        new("allowedUnsafeSysctls", "allowed-unsafe-sysctls")
        {
            Id = "kubelet-unsafe-sysctls",
            Title = "Pods set no unsafe kernel parameters",
            Reason = "Such parameters are the node's, so that one pod changes them for all.",
            Remedy = "Remove 'allowedUnsafeSysctls', or use it on nodes kept for one workload.",
            Severity = Severity.Medium,
            IsBad = value => value.Length > 0,
            Example = ("[kernel.msg*]", "[]"),
        },
    ];

    public static IEnumerable<Rule> All() => Table.Select(row => row.ToRule());
}
