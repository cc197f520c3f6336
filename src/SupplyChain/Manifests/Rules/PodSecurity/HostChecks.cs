using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.PodSecurity;

/// <summary>Checks on what a pod may share with its node.</summary>
internal static class HostChecks
{
    private static readonly string[] Probed = ["livenessProbe", "readinessProbe", "startupProbe"];

    public static PodSecurityCheck Privileged { get; } =
        new()
        {
            Id = "pss-privileged",
            Level = PodSecurityLevel.Baseline,
            Severity = Severity.Critical,
            Title = "Containers are not privileged",
            Reason =
                "A privileged container has every capability and every device of its node; whoever controls it controls the node.",
            Remedy = "Remove 'privileged', and add only the capabilities that the program needs.",
            Aliases = ["KSV-0017", "CKV_K8S_16", "C-0057", "CIS-5.2.2"],
            Judge = (pod, _) =>
                from container in pod.Containers
                let field = container.SecurityContext?["privileged"]
                where field?.AsBoolean == true
                select new Fault(field, $"Container {container.Name} is privileged."),
            Bad = PodExample.Of(container: "securityContext:\n  privileged: true # here"),
            Good = PodExample.Of(container: "securityContext:\n  privileged: false"),
        };

    public static PodSecurityCheck Namespaces { get; } =
        new()
        {
            Id = "pss-host-namespaces",
            Level = PodSecurityLevel.Baseline,
            Severity = Severity.High,
            Title = "Pods do not share the node's namespaces",
            Reason =
                "In the node's network, process or IPC namespace a pod sees and reaches what belongs to the node and to other pods.",
            Remedy = "Remove the field.",
            Aliases =
            [
                "KSV-0008",
                "KSV-0009",
                "KSV-0010",
                "CKV_K8S_17",
                "CKV_K8S_18",
                "CKV_K8S_19",
                "C-0038",
                "C-0041",
                "CIS-5.2.3",
                "CIS-5.2.4",
                "CIS-5.2.5",
            ],
            Judge = (pod, _) =>
                from name in new[] { "hostNetwork", "hostPID", "hostIPC" }
                let field = pod.Spec[name]
                where field?.AsBoolean == true
                select new Fault(field, $"The pod sets '{name}', so it shares that namespace with its node."),
            Bad = PodExample.Of("hostNetwork: true # here\nhostPID: yes # here"),
            Good = PodExample.Of("hostNetwork: false"),
        };

    public static PodSecurityCheck Ports { get; } =
        new()
        {
            Id = "pss-host-ports",
            Level = PodSecurityLevel.Baseline,
            Severity = Severity.High,
            Title = "Containers take no port of the node",
            Reason = "A port on the node is reachable past Services and often past network policies.",
            Remedy = "Remove 'hostPort' and publish the port with a Service.",
            Aliases = ["KSV-0024", "CKV_K8S_26", "C-0044", "CIS-5.2.12"],
            Judge = (pod, _) =>
                from container in pod.Containers
                from port in container.Node.List("ports")
                let field = port["hostPort"]
                where field is not null && field.AsInteger != 0
                select new Fault(field, $"Container {container.Name} takes a port of the node."),
            Bad = PodExample.Of(container: "ports:\n- containerPort: 8080\n  hostPort: 80 # here"),
            Good = PodExample.Of(container: "ports:\n- containerPort: 8080"),
        };

    public static PodSecurityCheck Probes { get; } =
        new()
        {
            Id = "pss-host-probes",
            Level = PodSecurityLevel.Baseline,
            Since = 34,
            Severity = Severity.High,
            Title = "Probes and lifecycle hooks name no host",
            Reason =
                "The kubelet sends these requests from the node, so a host of one's own choice makes the node call anywhere.",
            Remedy = "Remove 'host', so that the probe goes to the pod itself.",
            Judge = (pod, _) =>
                from container in pod.Containers
                from handler in Handlers(container)
                from action in new[] { "httpGet", "tcpSocket" }
                let field = handler[action]?["host"]
                where field is { AsString: not { Length: 0 } }
                select new Fault(field, $"A probe or hook of container {container.Name} names a host of its own."),
            Bad = PodExample.Of(
                container: "livenessProbe:\n  httpGet:\n    host: 169.254.169.254 # here\n    path: /\n    port: 80"
            ),
            Good = PodExample.Of(container: "livenessProbe:\n  httpGet:\n    path: /\n    port: 80"),
        };

    public static PodSecurityCheck WindowsHostProcess { get; } =
        new()
        {
            Id = "pss-windows-host-process",
            Level = PodSecurityLevel.Baseline,
            Severity = Severity.Critical,
            Title = "Windows containers do not run as processes of the node",
            Reason = "A HostProcess container is a process of the Windows node with the rights of its user.",
            Remedy = "Remove 'hostProcess'.",
            Aliases = ["KSV-0103", "CIS-5.2.10"],
            Judge = (pod, _) =>
                from context in pod.SecurityContexts()
                let field = context.Node.At("windowsOptions", "hostProcess")
                where field?.AsBoolean == true
                select new Fault(field, $"{context.Owner} runs as a process of the Windows node."),
            Bad = PodExample.Of("securityContext:\n  windowsOptions:\n    hostProcess: true # here"),
            Good = PodExample.Of("securityContext:\n  windowsOptions:\n    runAsUserName: ContainerUser"),
        };

    private static IEnumerable<YamlNode> Handlers(Container container) =>
        Probed
            .Select(name => container.Node[name])
            .Append(container.Node.At("lifecycle", "postStart"))
            .Append(container.Node.At("lifecycle", "preStop"))
            .OfType<YamlNode>();
}
