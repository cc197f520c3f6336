using SupplyChain.Images;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Pods;

/// <summary>Rules on paths of the node that are as good as the node itself.</summary>
internal static class HostPathRules
{
    private static readonly string[] Sockets =
    [
        "docker.sock",
        "containerd.sock",
        "crio.sock",
        "cri-dockerd.sock",
        "podman.sock",
        "buildkitd.sock",
    ];

    private static readonly string[] Sensitive =
    [
        "/",
        "/boot",
        "/dev",
        "/etc",
        "/etc/kubernetes",
        "/home",
        "/lib/modules",
        "/proc",
        "/root",
        "/run",
        "/sys",
        "/usr",
        "/var",
        "/var/lib",
        "/var/lib/containerd",
        "/var/lib/docker",
        "/var/lib/etcd",
        "/var/lib/kubelet",
        "/var/log",
        "/var/run",
    ];

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "pod-runtime-socket",
            Title = "No pod gets the container runtime's socket",
            Reason = "Who can talk to the runtime can start a privileged container, and so is root on the node.",
            Area = HardeningArea.Pods,
            Severity = Severity.Critical,
            Remedy = "Remove the volume; build images with a rootless builder, and read containers through the Kubernetes API.",
            Aliases = ["KSV-0006", "CKV_K8S_27", "C-0074"],
            Kinds = PodTemplatePath.Kinds,
            Check = (resource, scope) =>
                from volume in Volumes(resource, scope)
                where Sockets.Any(socket => volume.Path.EndsWith("/" + socket, StringComparison.Ordinal))
                select new Violation(resource, volume.Node, $"The volume {volume.Name} is the socket of a container runtime."),
            Bad = Example("/var/run/docker.sock # here", readOnly: false),
            Good = Example("/srv/cache", readOnly: false),
        },
        new()
        {
            Id = "pod-hostpath-sensitive",
            Title = "No pod mounts the node's system folders",
            Reason = "These folders hold credentials, logs that can be links, and what the node runs as root.",
            Area = HardeningArea.Pods,
            Severity = Severity.Critical,
            Remedy = "Mount the one file or folder that is needed, read-only, or use another source.",
            Aliases = ["KSV-0121", "C-0045"],
            Kinds = PodTemplatePath.Kinds,
            Check = (resource, scope) =>
                from volume in Volumes(resource, scope)
                where Sensitive.Contains(volume.Path)
                let readOnly = IsReadOnly(scope.Graph.WorkloadOf(resource)!, volume.Volume)
                select new Violation(
                    resource,
                    volume.Node,
                    $"The volume {volume.Name} is {Printable.Quote(volume.Path)} of the node{(readOnly ? ", read-only" : "")}.",
                    readOnly ? Severity.High : null
                ),
            Bad = Example("/etc # here", readOnly: false),
            Good = Example("/srv/cache", readOnly: false),
        },
        new()
        {
            Id = "pod-hostpath-writable",
            Title = "No pod writes to a path of its node",
            Reason = "What one pod leaves on the node another reads or runs, and the node's disk fills without a limit.",
            Area = HardeningArea.Pods,
            Severity = Severity.High,
            Remedy = "Mount the path with 'readOnly: true', or use a persistent volume claim.",
            Aliases = ["C-0045"],
            Kinds = PodTemplatePath.Kinds,
            Check = (resource, scope) =>
                from volume in Volumes(resource, scope)
                where
                    !Sensitive.Contains(volume.Path)
                    && !Sockets.Any(socket => volume.Path.EndsWith("/" + socket, StringComparison.Ordinal))
                    && IsWritten(scope.Graph.WorkloadOf(resource)!, volume.Volume)
                select new Violation(
                    resource,
                    volume.Node,
                    $"A container can write to {Printable.Quote(volume.Path)} of the node, by the volume {volume.Name}."
                ),
            Bad = Example("/srv/cache # here", readOnly: false),
            Good = Example("/srv/cache", readOnly: true),
        },
    ];

    private static IEnumerable<(YamlNode Volume, YamlNode Node, string Path, string Name)> Volumes(
        Resource resource,
        RuleScope scope
    ) =>
        from volume in scope.Graph.WorkloadOf(resource)?.Spec.List("volumes") ?? []
        let node = volume.At("hostPath", "path")
        where node?.AsString is not null
        select (volume, node, Normal(node.AsString!), Printable.Quote(volume.Text("name") ?? ""));

    /// <summary>The path without repeated, trailing and dot segments, as the kubelet would follow it.</summary>
    private static string Normal(string path)
    {
        var segments = new List<string>();
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(segment => segment != "."))
        {
            if (segment != "..")
            {
                segments.Add(segment);
            }
            else if (segments.Count > 0)
            {
                segments.RemoveAt(segments.Count - 1);
            }
        }

        return "/" + string.Join('/', segments);
    }

    private static bool IsReadOnly(Workload workload, YamlNode volume) =>
        Mounts(workload, volume).Any() && !IsWritten(workload, volume);

    private static bool IsWritten(Workload workload, YamlNode volume) =>
        Mounts(workload, volume).Any(mount => mount.Boolean("readOnly") != true);

    private static IEnumerable<YamlNode> Mounts(Workload workload, YamlNode volume) =>
        workload
            .Containers.SelectMany(container => container.Node.List("volumeMounts"))
            .Where(mount => mount.Text("name") == volume.Text("name"));

    private static RuleExample Example(string path, bool readOnly) =>
        PodExample.Of(
            $"volumes:\n- name: node\n  hostPath:\n    path: {path}",
            $"volumeMounts:\n- name: node\n  mountPath: /node\n  readOnly: {(readOnly ? "true" : "false")}"
        );
}
