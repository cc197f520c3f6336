using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Rules.PodSecurity;

/// <summary>The Pod Security Standards: all checks, what a level demands, and the checks as rules.</summary>
internal static class PodSecurityStandard
{
    public static IReadOnlyList<PodSecurityCheck> Checks { get; } =
    [
        HostChecks.Privileged,
        HostChecks.Namespaces,
        HostChecks.Ports,
        HostChecks.Probes,
        HostChecks.WindowsHostProcess,
        VolumeChecks.HostPath,
        VolumeChecks.Types,
        KernelChecks.AppArmor,
        KernelChecks.SeLinux,
        KernelChecks.ProcMount,
        KernelChecks.ProcMountRestricted,
        KernelChecks.Sysctls,
        SeccompChecks.Baseline,
        SeccompChecks.Restricted,
        CapabilityChecks.Baseline,
        CapabilityChecks.Restricted,
        UserChecks.PrivilegeEscalation,
        UserChecks.RunAsNonRoot,
        UserChecks.RunAsUser,
    ];

    public static IEnumerable<Rule> Rules() => Checks.Select(ToRule);

    /// <summary>What keeps a workload from a level.</summary>
    public static IEnumerable<(PodSecurityCheck Check, Fault Fault)> Judge(
        Workload workload,
        PodSecurityLevel level,
        KubernetesVersion version
    ) =>
        Checks
            .Where(check => check.IsPartOf(level, version))
            .SelectMany(check => check.Judge(workload, version).Select(fault => (check, fault)));

    private static Rule ToRule(PodSecurityCheck check) =>
        new()
        {
            Id = check.Id,
            Title = check.Title,
            Reason = check.Reason,
            Area = HardeningArea.Pods,
            Severity = check.Severity,
            Remedy = check.Remedy,
            Aliases = check.Aliases,
            Fix = check.Fix,
            Kinds = PodTemplatePath.Kinds,
            Since = new KubernetesVersion(check.Since),
            PodSecurity = check.Level,
            Bad = check.Bad,
            Good = check.Good,
            Check = (resource, scope) => Violations(check, resource, scope),
        };

    private static IEnumerable<Violation> Violations(PodSecurityCheck check, Resource resource, RuleScope scope)
    {
        if (
            scope.Graph.WorkloadOf(resource) is not { } workload
            || scope.Options.PodSecurity is { } level && !check.IsPartOf(level, scope.Version)
        )
        {
            return [];
        }

        var faults = check.Judge(workload, scope.Version).ToList();
        if (faults.Count > 0 && scope.Options.PodSecurity is null && check.Level == PodSecurityLevel.Restricted)
        {
            // Where no level is demanded both run, and what breaks baseline is not told twice.
            var known = Judge(workload, PodSecurityLevel.Baseline, scope.Version).Select(broken => broken.Fault.At).ToHashSet();
            faults.RemoveAll(fault => known.Contains(fault.At));
        }

        return faults.Select(fault => new Violation(resource, fault.At, fault.Message) { Fix = fault.Fix });
    }
}
