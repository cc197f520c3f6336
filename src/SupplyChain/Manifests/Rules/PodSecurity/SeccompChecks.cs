using SupplyChain.Images;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.PodSecurity;

/// <summary>Checks on the system calls that a container may make.</summary>
internal static class SeccompChecks
{
    /// <summary>The first minor version with fields; older ones have annotations.</summary>
    private const int Fields = 19;

    private const string PodAnnotation = "seccomp.security.alpha.kubernetes.io/pod";
    private const string ContainerAnnotation = "container.seccomp.security.alpha.kubernetes.io/";

    public static PodSecurityCheck Baseline { get; } =
        new()
        {
            Id = "pss-seccomp-baseline",
            Level = PodSecurityLevel.Baseline,
            ReplacedSince = Fields,
            Severity = Severity.High,
            Title = "Seccomp is not switched off",
            Reason = "Without a profile a container may make every system call, those of old kernel flaws included.",
            Remedy = "Use the type RuntimeDefault, or Localhost with a profile of your own.",
            Fix = "Sets the type RuntimeDefault.",
            Aliases = ["KSV-0104", "CKV_K8S_32"],
            Judge = (pod, version) =>
                version.Minor < Fields
                    ? Annotations(pod)
                    : from context in pod.SecurityContexts()
                    let profile = context.Node["seccompProfile"]
                    where profile is not null && !IsConfined(profile)
                    select Unconfined(profile, context.Owner),
            Bad = PodExample.Of("securityContext:\n  seccompProfile:\n    type: Unconfined # here"),
            Good = PodExample.Of(),
        };

    public static PodSecurityCheck Restricted { get; } =
        new()
        {
            Id = "pss-seccomp-restricted",
            Level = PodSecurityLevel.Restricted,
            Since = Fields,
            Severity = Severity.Medium,
            Title = "Containers have a seccomp profile",
            Reason = "Unless the node says otherwise, a container without a profile may make every system call.",
            Remedy = "Set 'securityContext.seccompProfile.type: RuntimeDefault' on the pod.",
            Fix = "Sets it on the pod, or in place of the profile that is none.",
            Aliases = ["KSV-0104", "CKV_K8S_31", "C-0210"],
            Judge = (pod, version) => version.Minor >= 25 && pod.IsWindows ? [] : Missing(pod),
            Bad = PodExample.Of().With("  - name: api", "  - name: api # here"),
            Good = PodExample.Of("securityContext:\n  seccompProfile:\n    type: RuntimeDefault"),
        };

    private static IEnumerable<Fault> Missing(Workload pod)
    {
        var profile = pod.SecurityContext?["seccompProfile"];
        var confined = profile is not null && IsConfined(profile);
        if (profile is not null && !confined)
        {
            yield return Unconfined(profile, "The pod");
        }

        foreach (var container in pod.Containers)
        {
            var own = container.SecurityContext?["seccompProfile"];
            if (own is not null && !IsConfined(own))
            {
                yield return Unconfined(own, $"Container {container.Name}");
            }
            else if (own is null && !confined)
            {
                yield return new Fault(
                    container.Node,
                    $"Container {container.Name} has no seccomp profile, and neither has its pod."
                )
                {
                    Fix = [Field.Of(pod.Spec, "securityContext", "seccompProfile", "type").Set("RuntimeDefault")],
                };
            }
        }
    }

    private static IEnumerable<Fault> Annotations(Workload pod) =>
        from annotation in pod.Metadata?["annotations"]?.Entries ?? []
        where
            annotation.Name == PodAnnotation
            || pod.Containers.Any(container => annotation.Name == ContainerAnnotation + container.Node.Text("name"))
        let value = annotation.Value.AsString ?? ""
        where value is not ("runtime/default" or "docker/default") && !value.StartsWith("localhost/", StringComparison.Ordinal)
        select new Fault(annotation.Value, $"An annotation sets the seccomp profile {Printable.Quote(value)}.");

    private static bool IsConfined(YamlNode profile) => profile.Text("type") is "RuntimeDefault" or "Localhost";

    private static Fault Unconfined(YamlNode profile, string owner) =>
        new(profile["type"] ?? profile, $"{owner} runs without a seccomp profile.")
        {
            Fix = [Field.Of(profile, "type").Set("RuntimeDefault")],
        };
}
