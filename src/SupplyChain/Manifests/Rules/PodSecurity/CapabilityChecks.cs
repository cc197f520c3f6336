using SupplyChain.Images;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Rules.PodSecurity;

/// <summary>Checks on the capabilities of a container.</summary>
internal static class CapabilityChecks
{
    /// <summary>What container runtimes give anyway, so that adding it gives nothing more. Names are exact: no <c>CAP_</c>, no lower case.</summary>
    private static readonly HashSet<string> Default =
    [
        "AUDIT_WRITE",
        "CHOWN",
        "DAC_OVERRIDE",
        "FOWNER",
        "FSETID",
        "KILL",
        "MKNOD",
        "NET_BIND_SERVICE",
        "SETFCAP",
        "SETGID",
        "SETPCAP",
        "SETUID",
        "SYS_CHROOT",
    ];

    public static PodSecurityCheck Baseline { get; } =
        new()
        {
            Id = "pss-capabilities-baseline",
            Level = PodSecurityLevel.Baseline,
            ReplacedSince = 22,
            Severity = Severity.High,
            Title = "Containers add no capability beyond the default",
            Reason = "Many capabilities are as good as root on the node.",
            Remedy = "Remove the capability from 'capabilities.add'.",
            Aliases = ["KSV-0022", "CKV_K8S_25", "CIS-5.2.8"],
            Judge = (pod, _) => pod.Containers.SelectMany(container => Added(container, Default.Contains)),
            Bad = PodExample.Of(container: "securityContext:\n  capabilities:\n    add:\n    - NET_ADMIN # here"),
            Good = PodExample.Of(container: "securityContext:\n  capabilities:\n    add:\n    - NET_BIND_SERVICE"),
        };

    public static PodSecurityCheck Restricted { get; } =
        new()
        {
            Id = "pss-capabilities-restricted",
            Level = PodSecurityLevel.Restricted,
            Since = 22,
            Severity = Severity.Medium,
            Title = "Containers drop all capabilities and add at most NET_BIND_SERVICE",
            Reason = "Few programs need any capability, and each one widens what a broken program can do.",
            Remedy = "Set 'securityContext.capabilities.drop: [ALL]' on the container.",
            Fix = "Adds ALL to what the container drops.",
            Aliases = ["KSV-0106", "CKV_K8S_37", "CIS-5.2.9"],
            Judge = (pod, version) =>
                version.Minor >= 25 && pod.IsWindows
                    ? []
                    : pod.Containers.SelectMany(container =>
                        Kept(container).Concat(Added(container, name => name == "NET_BIND_SERVICE"))
                    ),
            Bad = PodExample.Of(container: "securityContext:\n  capabilities:\n    drop: [NET_RAW] # here"),
            Good = PodExample.Of(container: "securityContext:\n  capabilities:\n    drop: [ALL]\n    add: [NET_BIND_SERVICE]"),
        };

    private static IEnumerable<Fault> Added(Container container, Func<string, bool> isAllowed) =>
        from capability in container.SecurityContext?["capabilities"]?.List("add") ?? []
        let name = capability.AsString ?? ""
        where !isAllowed(name)
        select new Fault(capability, $"Container {container.Name} adds the capability {Printable.Quote(name)}.");

    private static IEnumerable<Fault> Kept(Container container)
    {
        var capabilities = container.SecurityContext?["capabilities"];
        if (capabilities?.List("drop").Any(dropped => dropped.AsString == "ALL") != true)
        {
            yield return new Fault(
                capabilities?["drop"] ?? capabilities ?? container.SecurityContext ?? container.Node,
                $"Container {container.Name} does not drop all capabilities."
            )
            {
                Fix = [Field.Of(container.Node, "securityContext", "capabilities", "drop").Add("ALL")],
            };
        }
    }
}
