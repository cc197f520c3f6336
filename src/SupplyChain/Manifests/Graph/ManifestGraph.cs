using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Graph;

/// <summary>The resources of a set, and how they refer to each other; built once, read by every rule.</summary>
internal sealed class ManifestGraph
{
    private readonly Dictionary<Resource, Workload> workloads = [];
    private readonly Dictionary<string, Resource> namespaces = new(StringComparer.Ordinal);

    public ManifestGraph(IReadOnlyList<Resource> resources)
    {
        Resources = resources;
        foreach (var resource in resources)
        {
            if (Workload.Of(resource) is { } workload)
            {
                workloads[resource] = workload;
            }

            if (resource.Is("", "Namespace") && resource.Name.Name is { } name)
            {
                namespaces[name] = resource;
            }
        }

        Index = new ResourceIndex(resources);
        Network = new NetworkPolicies(this);
        Access = new AccessGraph(Index);
        Services = new ServiceGraph(Index);
        Mesh = new MeshAuthentication(Index);
        Pods = new WorkloadIndex(Workloads);
    }

    public IReadOnlyList<Resource> Resources { get; }

    /// <summary>Which policies select which pods.</summary>
    public NetworkPolicies Network { get; }

    /// <summary>Resources by kind and name.</summary>
    public ResourceIndex Index { get; }

    /// <summary>Who may do what.</summary>
    public AccessGraph Access { get; }

    /// <summary>Which Services lead to which workloads, and who reaches them.</summary>
    public ServiceGraph Services { get; }

    /// <summary>Which workloads a selector means.</summary>
    public WorkloadIndex Pods { get; }

    /// <summary>Which mode of mutual TLS holds where.</summary>
    public MeshAuthentication Mesh { get; }

    /// <summary>The workloads, in the order of the files.</summary>
    public IEnumerable<Workload> Workloads => Resources.Select(WorkloadOf).OfType<Workload>();

    /// <summary>Whether a pod finds the token of its service account in its file system.</summary>
    public ServiceAccountToken TokenOf(Workload workload) => ServiceAccountToken.Of(workload, Index);

    public Workload? WorkloadOf(Resource resource) => workloads.GetValueOrDefault(resource);

    public Resource? Namespace(string name) => namespaces.GetValueOrDefault(name);

    /// <summary>The value of a label of a namespace, the one that the API server sets on each included; null where it is not set.</summary>
    public string? NamespaceLabel(string name, string label) =>
        label == "kubernetes.io/metadata.name" ? name : new LabelMap(Namespace(name)?.Root["metadata"]?["labels"])[label];
}
