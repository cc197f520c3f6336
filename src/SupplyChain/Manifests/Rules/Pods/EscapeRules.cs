using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Pods;

/// <summary>The rule on fields that together are a way out of the container.</summary>
internal static class EscapeRules
{
    public static Rule Shape { get; } =
        new()
        {
            Id = "pod-escape-shape",
            Title = "No pod has a ready way to root on its node",
            Reason = "With these fields together one known command is root on the node.",
            Area = HardeningArea.Pods,
            Severity = Severity.Critical,
            Remedy = "Remove one of the two fields, or keep such pods in a namespace that nobody else can use.",
            Kinds = PodTemplatePath.Kinds,
            Check = (resource, scope) =>
                scope.Graph.WorkloadOf(resource) is { } workload
                    ? Ways(workload).Select(way => new Violation(resource, way.At, way.Message)).Take(1)
                    : [],
            Bad = PodExample.Of("hostPID: true # here", "securityContext:\n  privileged: true"),
            Good = PodExample.Of("hostPID: false", "securityContext:\n  privileged: true"),
        };

    private static IEnumerable<(YamlNode At, string Message)> Ways(Workload workload)
    {
        var processes = workload.Spec.Boolean("hostPID") == true ? workload.Spec["hostPID"] : null;
        foreach (var container in workload.Containers)
        {
            var context = container.SecurityContext;
            var privileged = context?.Boolean("privileged") == true;
            if (processes is not null && privileged)
            {
                yield return (
                    processes,
                    $"Container {container.Name} is privileged and sees the node's processes, so 'nsenter' makes it root on the node."
                );
            }
            else if (processes is not null && Adds(context, "SYS_PTRACE"))
            {
                yield return (
                    processes,
                    $"Container {container.Name} may trace the node's processes, so it can put code into one that runs as root."
                );
            }
            else if (
                (privileged || MayBeRoot(context, workload.SecurityContext)) && WritableRoot(workload, container) is { } root
            )
            {
                yield return (
                    root,
                    $"Container {container.Name} may run as root and write to the whole disk of the node, so 'chroot' makes it root there."
                );
            }
        }
    }

    /// <summary>Images run as root unless they, the container or its pod say otherwise, and what the image says cannot be seen.</summary>
    private static bool MayBeRoot(YamlNode? container, YamlNode? pod) =>
        (container?["runAsNonRoot"] ?? pod?["runAsNonRoot"])?.AsBoolean != true
        && (container?["runAsUser"] ?? pod?["runAsUser"])?.AsInteger is null or 0;

    private static bool Adds(YamlNode? context, string capability) =>
        context?["capabilities"]?.List("add").Any(name => name.AsString == capability || name.AsString == "ALL") == true;

    private static YamlNode? WritableRoot(Workload workload, Container container) =>
        (
            from volume in workload.Spec.List("volumes")
            let path = volume.At("hostPath", "path")
            where path?.AsString == "/"
            from mount in container.Node.List("volumeMounts")
            where mount.Text("name") == volume.Text("name") && mount.Boolean("readOnly") != true
            select path
        ).FirstOrDefault();
}
