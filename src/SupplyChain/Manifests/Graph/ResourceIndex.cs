namespace SupplyChain.Manifests.Graph;

/// <summary>Finds resources by what other resources call them.</summary>
internal sealed class ResourceIndex
{
    /// <summary>Kinds of Kubernetes, and of projects whose rules follow names, that belong to no namespace.</summary>
    private static readonly HashSet<string> ClusterScoped =
    [
        "APIService",
        "AdminNetworkPolicy",
        "BaselineAdminNetworkPolicy",
        "CertificateSigningRequest",
        "CiliumClusterwideNetworkPolicy",
        "ClusterIssuer",
        "ClusterRole",
        "ClusterRoleBinding",
        "ClusterSecretStore",
        "CustomResourceDefinition",
        "GatewayClass",
        "GlobalNetworkPolicy",
        "IngressClass",
        "MutatingWebhookConfiguration",
        "Namespace",
        "Node",
        "PersistentVolume",
        "PodSecurityPolicy",
        "PriorityClass",
        "RuntimeClass",
        "StorageClass",
        "ValidatingAdmissionPolicy",
        "ValidatingAdmissionPolicyBinding",
        "ValidatingWebhookConfiguration",
        "VolumeSnapshotClass",
    ];

    private readonly Dictionary<(string Kind, string Namespace, string Name), Resource> byName = [];
    private readonly ILookup<string, Resource> byKind;

    public ResourceIndex(IReadOnlyList<Resource> resources)
    {
        byKind = resources.ToLookup(resource => resource.Kind, StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            if (resource.Name.Name is { } name)
            {
                // Two of one name: the last one applied is the one that stays.
                byName[(resource.Kind, NamespaceOf(resource.Kind, resource.EffectiveNamespace), name)] = resource;
            }
        }
    }

    /// <summary>The resources of a kind, in the order of the files.</summary>
    public IEnumerable<Resource> OfKind(string kind) => byKind[kind];

    /// <summary>The resource of a name; null where the set has none. Kinds without namespace are found from any.</summary>
    public Resource? Find(string kind, string @namespace, string? name) =>
        name is null ? null : byName.GetValueOrDefault((kind, NamespaceOf(kind, @namespace), name));

    /// <summary>The resource that owns another by its <c>ownerReferences</c>, the controller before others; null where the set has none.</summary>
    public Resource? OwnerOf(Resource resource) =>
        resource
            .Root["metadata"]
            ?.List("ownerReferences")
            .OrderByDescending(reference => reference.Boolean("controller") == true)
            .Select(reference => Find(reference.Text("kind") ?? "", resource.EffectiveNamespace, reference.Text("name")))
            .FirstOrDefault(owner => owner is not null && owner != resource);

    private static string NamespaceOf(string kind, string @namespace) => ClusterScoped.Contains(kind) ? "" : @namespace;
}
