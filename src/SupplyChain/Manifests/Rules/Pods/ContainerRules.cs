using SupplyChain.Images;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Pods;

/// <summary>Rules on containers beyond the Pod Security Standards.</summary>
internal static class ContainerRules
{
    /// <summary>Capabilities that lead out of the container by themselves, or to the traffic of others (man 7 capabilities).</summary>
    private static readonly string[] Dangerous =
    [
        "ALL",
        "BPF",
        "DAC_READ_SEARCH",
        "MAC_ADMIN",
        "MAC_OVERRIDE",
        "NET_ADMIN",
        "PERFMON",
        "SYS_ADMIN",
        "SYS_BOOT",
        "SYS_MODULE",
        "SYS_PTRACE",
        "SYS_RAWIO",
    ];

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "pod-root-fs",
            Title = "Containers cannot write to their own image",
            Reason = "Who breaks in cannot leave tools behind or change the program.",
            Area = HardeningArea.Pods,
            Severity = Severity.Medium,
            Remedy =
                "Set 'securityContext.readOnlyRootFilesystem: true', and mount an emptyDir where the program writes; where that is only a run of it shows, so '--fix' leaves it to you.",
            Aliases = ["KSV-0014", "CKV_K8S_22", "C-0017"],
            Kinds = PodTemplatePath.Kinds,
            Check = (resource, scope) =>
                from container in Linux(resource, scope)
                let field = Field.Of(container.Node, "securityContext", "readOnlyRootFilesystem")
                where field.Node?.AsBoolean != true
                select new Violation(resource, field.At, $"Container {container.Name} can write to its own image."),
            Bad = PodExample.Of(container: "securityContext:\n  readOnlyRootFilesystem: false # here"),
            Good = PodExample.Of(container: "securityContext:\n  readOnlyRootFilesystem: true"),
        },
        new()
        {
            Id = "pod-cap-net-raw",
            Title = "Containers cannot forge packets",
            Reason = "NET_RAW, which runtimes give by default, answers for other pods' addresses.",
            Area = HardeningArea.Pods,
            Severity = Severity.Medium,
            Remedy = "Set 'securityContext.capabilities.drop: [ALL]' on the container.",
            Aliases = ["CKV_K8S_28", "KSV-0119", "C-0198"],
            Kinds = PodTemplatePath.Kinds,
            Check = (resource, scope) =>
                from container in Linux(resource, scope)
                let drop = Field.Of(container.Node, "securityContext", "capabilities", "drop")
                where
                    container.SecurityContext?.Boolean("privileged") != true
                    && drop.Node?.Items.Any(name => Name(name) is "ALL" or "NET_RAW") != true
                select new Violation(resource, drop.At, $"Container {container.Name} keeps the capability NET_RAW."),
            Bad = PodExample.Of(container: "securityContext:\n  capabilities:\n    drop: [MKNOD] # here"),
            Good = PodExample.Of(container: "securityContext:\n  capabilities:\n    drop: [NET_RAW]"),
        },
        new()
        {
            Id = "pod-cap-dangerous",
            Title = "No container gets a capability that leads out of it",
            Reason = "With these capabilities a program mounts the node's disk, loads a module, or reads every process.",
            Area = HardeningArea.Pods,
            Severity = Severity.High,
            Remedy = "Remove the capability from 'capabilities.add'.",
            Aliases = ["KSV-0005", "KSV-0120", "CKV_K8S_39", "C-0046"],
            Kinds = PodTemplatePath.Kinds,
            Check = (resource, scope) =>
                from container in scope.Graph.WorkloadOf(resource)?.Containers ?? []
                from capability in container.SecurityContext?["capabilities"]?.List("add") ?? []
                where Dangerous.Contains(Name(capability))
                select new Violation(
                    resource,
                    capability,
                    $"Container {container.Name} gets {Printable.Quote(capability.AsString ?? "")}, which leads out of the container."
                ),
            Bad = PodExample.Of(container: "securityContext:\n  capabilities:\n    add:\n    - SYS_ADMIN # here"),
            Good = PodExample.Of(container: "securityContext:\n  capabilities:\n    add:\n    - NET_BIND_SERVICE"),
        },
        .. new[] { ("memory", "limits"), ("memory", "requests"), ("cpu", "requests") }.Select(Resource),
    ];

    private static Rule Resource((string Name, string List) what) =>
        new()
        {
            Id = $"res-{what.Name}-{what.List[..^1]}",
            Title = $"Every container has a {what.List[..^1]} of {what.Name}",
            Reason =
                what.List == "limits"
                    ? "Without a limit one container takes the memory of its whole node, by a fault or on purpose."
                    : "Without a request the node is given more than it has, and others are starved or evicted.",
            Area = HardeningArea.Access,
            Severity = Severity.Medium,
            Remedy = $"Set 'resources.{what.List}.{what.Name}'.",
            Aliases = (what.Name, what.List) switch
            {
                ("memory", "limits") => ["KSV-0018", "CKV_K8S_13", "C-0271"],
                ("memory", _) => ["KSV-0016", "CKV_K8S_12", "C-0269"],
                _ => ["KSV-0015", "CKV_K8S_10", "C-0268"],
            },
            Kinds = PodTemplatePath.Kinds,
            Check = (resource, scope) =>
                // Requests that are not written are those of the limits; init containers end before it matters.
                from container in scope.Graph.WorkloadOf(resource)?.Containers ?? []
                where container.Role == ContainerRole.Regular
                let field = Field.Of(container.Node, "resources", what.List, what.Name)
                where field.Node is null && container.Node.At("resources", "limits", what.Name) is null
                select new Violation(resource, field.At, $"Container {container.Name} has no {what.List[..^1]} of {what.Name}."),
            Bad = PodExample.Of(container: "resources: {} # here"),
            Good = PodExample.Of(
                container: $"resources:\n  {what.List}:\n    {what.Name}: {(what.Name == "cpu" ? "100m" : "128Mi")}"
            ),
        };

    private static IEnumerable<Container> Linux(Resource resource, RuleScope scope) =>
        scope.Graph.WorkloadOf(resource) is { IsWindows: false } workload ? workload.Containers : [];

    /// <summary>A capability without the prefix that some runtimes take.</summary>
    private static string Name(YamlNode capability)
    {
        var name = (capability.AsString ?? "").ToUpperInvariant();
        return name.StartsWith("CAP_", StringComparison.Ordinal) ? name[4..] : name;
    }
}
