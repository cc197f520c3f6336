using SupplyChain.Images;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Rules.PodSecurity;

/// <summary>Checks on what the node's kernel enforces around a pod.</summary>
internal static class KernelChecks
{
    private const string AppArmorAnnotation = "container.apparmor.security.beta.kubernetes.io/";

    /// <summary>Names of the kernel parameters a pod may set, with the minor version whose policy first allows them.</summary>
    private static readonly Dictionary<string, int> SafeSysctls = new(StringComparer.Ordinal)
    {
        ["kernel.shm_rmid_forced"] = 0,
        ["net.ipv4.ip_local_port_range"] = 0,
        ["net.ipv4.tcp_syncookies"] = 0,
        ["net.ipv4.ping_group_range"] = 0,
        ["net.ipv4.ip_unprivileged_port_start"] = 0,
        ["net.ipv4.ip_local_reserved_ports"] = 27,
        ["net.ipv4.tcp_keepalive_time"] = 29,
        ["net.ipv4.tcp_fin_timeout"] = 29,
        ["net.ipv4.tcp_keepalive_intvl"] = 29,
        ["net.ipv4.tcp_keepalive_probes"] = 29,
        ["net.ipv4.tcp_rmem"] = 32,
        ["net.ipv4.tcp_wmem"] = 32,
        ["net.ipv4.tcp_slow_start_after_idle"] = 37,
        ["net.ipv4.tcp_notsent_lowat"] = 37,
    };

    public static PodSecurityCheck AppArmor { get; } =
        new()
        {
            Id = "pss-apparmor",
            Level = PodSecurityLevel.Baseline,
            Severity = Severity.High,
            Title = "AppArmor is not switched off",
            Reason = "Without its profile a container may do what the runtime's default forbids, such as mounting.",
            Remedy = "Use the type RuntimeDefault, or Localhost with a profile of your own.",
            Aliases = ["KSV-0002", "KSV-0030"],
            Judge = (pod, _) => AppArmorFields(pod).Concat(AppArmorAnnotations(pod)),
            Bad = PodExample.Of("securityContext:\n  appArmorProfile:\n    type: Unconfined # here"),
            Good = PodExample.Of("securityContext:\n  appArmorProfile:\n    type: RuntimeDefault"),
        };

    public static PodSecurityCheck SeLinux { get; } =
        new()
        {
            Id = "pss-selinux",
            Level = PodSecurityLevel.Baseline,
            Severity = Severity.High,
            Title = "SELinux keeps the types meant for containers",
            Reason = "Another type, user or role can lift the separation between containers and node.",
            Remedy = "Remove user and role, and use a type such as container_t.",
            Aliases = ["KSV-0025"],
            Judge = (pod, version) =>
                from context in pod.SecurityContexts()
                from entry in context.Node["seLinuxOptions"]?.Entries ?? []
                let value = entry.Value.AsString ?? ""
                where
                    value.Length > 0
                    && (entry.Name is "user" or "role" || (entry.Name == "type" && !IsContainerType(value, version)))
                select new Fault(entry.Value, $"{context.Owner} sets the SELinux {entry.Name} {Printable.Quote(value)}."),
            Bad = PodExample.Of("securityContext:\n  seLinuxOptions:\n    type: spc_t # here"),
            Good = PodExample.Of("securityContext:\n  seLinuxOptions:\n    type: container_t\n    level: s0:c123,c456"),
        };

    public static PodSecurityCheck ProcMount { get; } =
        new()
        {
            Id = "pss-proc-mount",
            Level = PodSecurityLevel.Baseline,
            ReplacedSince = 35,
            Severity = Severity.High,
            Title = "/proc stays masked",
            Reason = "An unmasked /proc shows and changes settings of the node's kernel.",
            Remedy = "Remove 'procMount'.",
            Aliases = ["KSV-0027"],
            Judge = (pod, version) => version.Minor >= 35 && pod.HasUserNamespace ? [] : ProcMounts(pod),
            Bad = PodExample.Of(container: "securityContext:\n  procMount: Unmasked # here"),
            Good = PodExample.Of(container: "securityContext:\n  procMount: Default"),
        };

    public static PodSecurityCheck ProcMountRestricted { get; } =
        ProcMount with
        {
            Id = "pss-proc-mount-restricted",
            Level = PodSecurityLevel.Restricted,
            Since = 35,
            ReplacedSince = int.MaxValue,
            Severity = Severity.Medium,
            Title = "/proc stays masked, in user namespaces too",
            Aliases = [],
            Judge = (pod, _) => ProcMounts(pod),
            Bad = PodExample.Of("hostUsers: false", "securityContext:\n  procMount: Unmasked # here"),
            Good = PodExample.Of("hostUsers: false", "securityContext:\n  procMount: Default"),
        };

    public static PodSecurityCheck Sysctls { get; } =
        new()
        {
            Id = "pss-sysctls",
            Level = PodSecurityLevel.Baseline,
            Severity = Severity.High,
            Title = "Pods set safe kernel parameters alone",
            Reason = "The other parameters are the node's, so that one pod changes them for all.",
            Remedy = "Remove the parameter, or set it on nodes kept for this workload.",
            Aliases = ["KSV-0026"],
            Judge = (pod, version) =>
                from sysctl in pod.SecurityContext?.List("sysctls") ?? []
                let name = sysctl.Text("name") ?? ""
                where !SafeSysctls.TryGetValue(name, out var since) || version.Minor < since
                select new Fault(sysctl["name"] ?? sysctl, $"The pod sets the kernel parameter {Printable.Quote(name)}."),
            Bad = PodExample.Of("securityContext:\n  sysctls:\n  - name: kernel.msgmax # here\n    value: \"65536\""),
            Good = PodExample.Of("securityContext:\n  sysctls:\n  - name: net.ipv4.tcp_syncookies\n    value: \"1\""),
        };

    private static bool IsContainerType(string type, KubernetesVersion version) =>
        type is "container_t" or "container_init_t" or "container_kvm_t" || (type == "container_engine_t" && version.Minor >= 31);

    private static IEnumerable<Fault> ProcMounts(Workload pod) =>
        from container in pod.Containers
        let field = container.SecurityContext?["procMount"]
        where field is not null && field.AsString != "Default"
        select new Fault(field, $"Container {container.Name} has an unmasked /proc.");

    private static IEnumerable<Fault> AppArmorFields(Workload pod) =>
        from context in pod.SecurityContexts()
        let profile = context.Node["appArmorProfile"]
        where profile is not null && profile.Text("type") is not ("RuntimeDefault" or "Localhost")
        select new Fault(profile["type"] ?? profile, $"{context.Owner} runs without an AppArmor profile.");

    private static IEnumerable<Fault> AppArmorAnnotations(Workload pod) =>
        from annotation in pod.Metadata?["annotations"]?.Entries ?? []
        where annotation.Name.StartsWith(AppArmorAnnotation, StringComparison.Ordinal)
        let value = annotation.Value.AsString ?? ""
        where value.Length > 0 && value != "runtime/default" && !value.StartsWith("localhost/", StringComparison.Ordinal)
        select new Fault(annotation.Value, $"An annotation sets the AppArmor profile {Printable.Quote(value)}.");
}
