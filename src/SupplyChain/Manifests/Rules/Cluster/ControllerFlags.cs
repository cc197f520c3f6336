using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Rules.Cluster;

/// <summary>The flags of the controller manager and of the scheduler, as a table.</summary>
internal static class ControllerFlags
{
    public static FlagRule[] Table { get; } =
    [
        Profiling("kcm-profiling", Component.ControllerManager, "CIS-1.3.2 C-0145 KCV-0034"),
        Profiling("sched-profiling", Component.Scheduler, "CIS-1.4.1 C-0151 KCV-0040"),
        Bind("kcm-bind", Component.ControllerManager, "CIS-1.3.7 C-0150 KCV-0039"),
        Bind("sched-bind", Component.Scheduler, "CIS-1.4.2 C-0152 KCV-0041"),
        new(Component.ControllerManager)
        {
            Id = "kcm-sa-credentials",
            Demands = [FlagDemand.Equal("use-service-account-credentials", "true")],
            Title = "Each controller acts with rights of its own",
            Reason = "Otherwise every controller has the rights of all of them.",
            Remedy = "Set '--use-service-account-credentials=true'.",
            Severity = Severity.Medium,
            Aliases = "CIS-1.3.3 C-0146 KCV-0035",
            Example = ("use-service-account-credentials=false", "use-service-account-credentials=true"),
        },
        new(Component.ControllerManager)
        {
            Id = "kcm-sa-key",
            Demands = [FlagDemand.Given("service-account-private-key-file")],
            Title = "Tokens of service accounts are signed with a key of their own",
            Reason = "A key that serves for nothing else can be replaced without touching the server's certificate.",
            Remedy = "Set '--service-account-private-key-file'.",
            Severity = Severity.Medium,
            Aliases = "CIS-1.3.4 C-0147 KCV-0036",
            Example = ("", "service-account-private-key-file=/etc/kubernetes/pki/sa.key"),
        },
        new(Component.ControllerManager)
        {
            Id = "kcm-root-ca",
            Demands = [FlagDemand.Given("root-ca-file")],
            Title = "Pods get the authority of the API server's certificate",
            Reason = "A pod that lacks it cannot verify the API server, and may send its token to whoever answers.",
            Remedy = "Set '--root-ca-file'.",
            Severity = Severity.Medium,
            Aliases = "CIS-1.3.5 C-0148 KCV-0037",
            Example = ("", "root-ca-file=/etc/kubernetes/pki/ca.crt"),
        },
        new(Component.ControllerManager)
        {
            Id = "kcm-rotate",
            Demands = [FlagDemand.NamesNone("feature-gates", "RotateKubeletServerCertificate=false")],
            Title = "Certificates of kubelets are renewed",
            Reason = "Without renewal they expire, or are made to last too long.",
            Remedy = "Remove 'RotateKubeletServerCertificate=false' from '--feature-gates'.",
            Severity = Severity.Medium,
            Aliases = "CIS-1.3.6 C-0149 KCV-0038",
            Example = ("feature-gates=RotateKubeletServerCertificate=false", "feature-gates=RotateKubeletServerCertificate=true"),
        },
    ];

    private static FlagRule Profiling(string id, string component, string aliases) =>
        new(component)
        {
            Id = id,
            Demands = [FlagDemand.Equal("profiling", "false")],
            Title = $"The {component} serves no profiles",
            Reason = "Profiles show how the program works inside and cost time that an attacker can ask for.",
            Remedy = "Set '--profiling=false'.",
            Severity = Severity.Low,
            Aliases = aliases,
            KubeadmLeavesOut = true,
            Example = ("", "profiling=false"),
        };

    private static FlagRule Bind(string id, string component, string aliases) =>
        new(component)
        {
            Id = id,
            Demands = [FlagDemand.Equal("bind-address", "127.0.0.1")],
            Title = $"The {component} listens on the loopback interface alone",
            Reason = "Its port shows health and metrics without being asked who wants to know.",
            Remedy = "Set '--bind-address=127.0.0.1'.",
            Severity = Severity.Low,
            Aliases = aliases,
            Example = ("bind-address=0.0.0.0", "bind-address=127.0.0.1"),
        };
}
