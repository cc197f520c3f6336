using System.Globalization;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Network;

/// <summary>Rules on the ports that Services open beyond the cluster.</summary>
internal static class ServiceRules
{
    /// <summary>Ports of shells, of the cluster's own parts and of data stores, with what listens there.</summary>
    private static readonly Dictionary<long, string> Sensitive = new()
    {
        [22] = "SSH",
        [2222] = "SSH",
        [2375] = "Docker",
        [2376] = "Docker",
        [2379] = "etcd",
        [2380] = "etcd",
        [3306] = "MySQL",
        [5432] = "PostgreSQL",
        [6379] = "Redis",
        [6443] = "the API server",
        [9200] = "Elasticsearch",
        [10250] = "the kubelet",
        [10255] = "the kubelet",
        [11211] = "memcached",
        [27017] = "MongoDB",
    };

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "svc-nodeport",
            Title = "No Service opens a port on every node",
            Reason = "The port is open on every address of every node, past the load balancer and its filters.",
            Area = HardeningArea.Network,
            Severity = Severity.Medium,
            Remedy = "Use 'type: ClusterIP' with an Ingress or a Gateway.",
            Kinds = ["Service"],
            Check = (service, _) =>
                service.Is("", "Service") && service.Spec?["type"] is { AsString: "NodePort" } type
                    ? [new Violation(service, type, "The Service opens a port on every node.")]
                    : [],
            Bad = Example("NodePort # here", "8080"),
            Good = Example("ClusterIP", "8080"),
        },
        new()
        {
            Id = "svc-sensitive-port",
            Title = "Shells, data stores and the cluster's own ports stay inside",
            Reason = "These ports give a shell, all data or the cluster to who gets past one password.",
            Area = HardeningArea.Network,
            Severity = Severity.High,
            Remedy = "Use 'type: ClusterIP', and reach the port through a bastion or 'kubectl port-forward'.",
            Aliases = ["C-0042", "C-0021"],
            Kinds = ["Service"],
            Check = (service, scope) =>
                from port in service.Is("", "Service") && service.Spec?.Text("type") is "NodePort" or "LoadBalancer"
                    ? service.Spec.List("ports")
                    : []
                from number in Numbers(service, port, scope)
                where Sensitive.ContainsKey(number.Value)
                select new Violation(
                    service,
                    number.Node,
                    $"The port of {Sensitive[number.Value]} ({number.Value.ToString(CultureInfo.InvariantCulture)}) is open beyond the cluster."
                ),
            Bad = Example("LoadBalancer", "5432 # here"),
            Good = Example("ClusterIP", "5432"),
        },
    ];

    /// <summary>The port itself and the one it leads to, by number or by a name of the selected pods; each number once.</summary>
    private static IEnumerable<(YamlNode Node, long Value)> Numbers(Resource service, YamlNode port, RuleScope scope)
    {
        var target = port["targetPort"];
        var named =
            from workload in target?.AsInteger is null && target?.AsString is not null ? scope.Graph.Pods.Of(service) : []
            from container in workload.Containers
            from open in container.Node.List("ports")
            where open.Text("name") == target!.AsString && open["containerPort"]?.AsInteger is not null
            select (target!, open["containerPort"]!.AsInteger!.Value);
        return new[] { port["port"], target }
            .Where(node => node?.AsInteger is not null)
            .Select(node => (node!, node!.AsInteger!.Value))
            .Concat(named)
            .DistinctBy(number => number.Item2);
    }

    private static RuleExample Example(string type, string port) => ServiceExample.Of($"type: {type}", port);
}
