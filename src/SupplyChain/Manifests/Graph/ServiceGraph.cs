using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Graph;

/// <summary>Which Services select which workloads, and what lets the outside reach those Services.</summary>
internal sealed class ServiceGraph
{
    private static readonly string[] Routes = ["HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute"];

    private readonly ILookup<string, Resource> services;
    private readonly Dictionary<Resource, List<(Resource Entry, YamlNode At)>> entries = [];

    public ServiceGraph(ResourceIndex index)
    {
        var all = index.OfKind("Service").Where(service => service.Group.Length == 0).ToList();
        services = all.Where(HasSelector).ToLookup(service => service.EffectiveNamespace, StringComparer.Ordinal);
        foreach (var service in all)
        {
            if (service.Spec?["type"] is { AsString: "LoadBalancer" or "NodePort" } type)
            {
                Add(service, service, type);
            }
        }

        foreach (var (entry, at, name, space) in Ingresses(index).Concat(GatewayRoutes(index)))
        {
            if (index.Find("Service", space, name) is { } service)
            {
                Add(service, entry, at);
            }
        }
    }

    /// <summary>The Services that select the pods of a workload.</summary>
    public IEnumerable<Resource> Of(Workload workload) =>
        services[workload.Namespace].Where(service => Selects(service, workload));

    /// <summary>Whether a Service selects the pods of a workload, which it does in its own namespace alone.</summary>
    public static bool Selects(Resource service, Workload workload) =>
        service.EffectiveNamespace == workload.Namespace
        && HasSelector(service)
        && service.Spec!["selector"]!.Entries.All(entry => workload.Labels[entry.Name] == (entry.Value.AsString ?? ""));

    /// <summary>The ways by which the outside of the cluster reaches a workload.</summary>
    public IEnumerable<Exposure> ExposuresOf(Workload workload) =>
        from service in Of(workload)
        from entry in EntriesOf(service)
        select new Exposure(service, entry.Entry, entry.At);

    /// <summary>What publishes a Service.</summary>
    public IReadOnlyList<(Resource Entry, YamlNode At)> EntriesOf(Resource service) => entries.GetValueOrDefault(service) ?? [];

    /// <summary>A Service without selector has its endpoints from elsewhere, and one of type ExternalName has none.</summary>
    private static bool HasSelector(Resource service) =>
        service.Spec is { } spec && spec.Text("type") != "ExternalName" && spec["selector"] is { Entries.Count: > 0 };

    private void Add(Resource service, Resource entry, YamlNode at)
    {
        if (!entries.TryGetValue(service, out var known))
        {
            entries[service] = known = [];
        }

        known.Add((entry, at));
    }

    private static IEnumerable<(Resource Entry, YamlNode At, string? Name, string Namespace)> Ingresses(ResourceIndex index) =>
        from ingress in index.OfKind("Ingress")
        where ingress.Group is "networking.k8s.io" or "extensions"
        from backend in BackendsOf(ingress)
        let name = backend.At("service", "name") ?? backend["serviceName"]
        where name is not null
        select (ingress, name, name.AsString, ingress.EffectiveNamespace);

    private static IEnumerable<YamlNode> BackendsOf(Resource ingress) =>
        (ingress.Spec?.List("rules") ?? [])
            .SelectMany(rule => rule["http"]?.List("paths") ?? [])
            .Select(path => path["backend"])
            .Append(ingress.Spec?["defaultBackend"] ?? ingress.Spec?["backend"])
            .OfType<YamlNode>();

    private static IEnumerable<(Resource Entry, YamlNode At, string? Name, string Namespace)> GatewayRoutes(
        ResourceIndex index
    ) =>
        from route in Routes.SelectMany(index.OfKind)
        where route.Group == "gateway.networking.k8s.io" && route.Spec?.List("parentRefs").Count > 0
        from rule in route.Spec!.List("rules")
        from backend in rule.List("backendRefs")
        where backend.Text("kind") is null or "Service"
        let name = backend["name"]
        where name is not null
        select (route, name, name.AsString, backend.Text("namespace") ?? route.EffectiveNamespace);
}
