using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Model;

/// <summary>One rule of a role.</summary>
internal sealed record RbacRule(Resource Role, YamlNode Node)
{
    /// <summary>The API group of roles and bindings.</summary>
    public const string Group = "rbac.authorization.k8s.io";

    private const string All = "*";

    private static readonly HashSet<string> KubernetesGroups =
    [
        "",
        "admissionregistration.k8s.io",
        "apiextensions.k8s.io",
        "apiregistration.k8s.io",
        "apps",
        "authentication.k8s.io",
        "authorization.k8s.io",
        "autoscaling",
        "batch",
        "certificates.k8s.io",
        "coordination.k8s.io",
        "discovery.k8s.io",
        "events.k8s.io",
        "extensions",
        "flowcontrol.apiserver.k8s.io",
        "networking.k8s.io",
        "node.k8s.io",
        "policy",
        Group,
        "resource.k8s.io",
        "scheduling.k8s.io",
        "storage.k8s.io",
    ];

    /// <summary>The rules of a role; none for the roles that Kubernetes itself creates.</summary>
    public static IEnumerable<RbacRule> Of(Resource role) =>
        role.Group == Group && !IsDefault(role) ? role.Root.List("rules").Select(node => new RbacRule(role, node)) : [];

    /// <summary>The rules of a role, one that Kubernetes itself creates included.</summary>
    public static IEnumerable<RbacRule> OfAny(Resource role) =>
        role.Group == Group ? role.Root.List("rules").Select(node => new RbacRule(role, node)) : [];

    /// <summary>Whether it lets a request through, by the API server's own comparison (k8s.io/component-helpers, rbac).</summary>
    public bool Allows(AccessRequest request)
    {
        if (!Has("verbs", request.Verb, All))
        {
            return false;
        }

        if (request.Path is { } path)
        {
            return Node.List("nonResourceURLs").Any(url => IsPathAllowed(url.AsString ?? "", path));
        }

        var slash = request.Resource.IndexOf('/', StringComparison.Ordinal);
        return Has("apiGroups", request.Group, All)
            && (Has("resources", request.Resource, All) || (slash >= 0 && Has("resources", $"*{request.Resource.AsSpan(slash)}")))
            && (!IsLimitedByName || (request.Name is { } name && Has("resourceNames", name)));
    }

    /// <summary>Whether it names <c>*</c> among the verbs.</summary>
    public bool AllVerbs => Has("verbs", All);

    /// <summary>Whether it names <c>*</c> among the resources.</summary>
    public bool AllResources => Has("resources", All);

    /// <summary>Whether it is about groups of Kubernetes itself, and not only about a project's own kinds.</summary>
    public bool InKubernetesGroups =>
        Node.List("apiGroups").Any(group => group.AsString is { } name && (name == All || KubernetesGroups.Contains(name)));

    /// <summary>The node that grants one of some verbs on one of some resources of a group by name; null where it does not.</summary>
    public YamlNode? Grants(string group, IReadOnlyList<string> resources, IReadOnlyList<string> verbs) =>
        Has("apiGroups", group, All) && Has("verbs", [.. verbs, All])
            ? Node.List("resources").FirstOrDefault(resource => resources.Contains(resource.AsString))
            : null;

    /// <summary>Whether it is limited to objects of some names.</summary>
    public bool IsLimitedByName => Node.List("resourceNames").Count > 0;

    /// <summary>Whether a role or binding is one that every API server creates.</summary>
    public static bool IsDefault(Resource resource) =>
        resource.Root.At("metadata", "labels", "kubernetes.io/bootstrapping")?.AsString == "rbac-defaults";

    public bool Has(string list, params IReadOnlyList<string> names) =>
        Node.List(list).Any(item => names.Contains(item.AsString));

    private static bool IsPathAllowed(string allowed, string path) =>
        allowed == All
        || allowed == path
        || (allowed.EndsWith('*') && path.StartsWith(allowed.TrimEnd('*'), StringComparison.Ordinal));
}
