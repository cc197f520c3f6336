using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Model;

/// <summary>A resource that runs pods, seen as the pod it runs.</summary>
internal sealed class Workload
{
    private Workload(Resource resource, YamlNode template, YamlNode spec)
    {
        Resource = resource;
        Metadata = template["metadata"];
        Spec = spec;
        Labels = new LabelMap(Metadata?["labels"]);
        Containers =
        [
            .. spec.List("initContainers").Select(node => new Container(node, ContainerRole.Init)),
            .. spec.List("containers").Select(node => new Container(node, ContainerRole.Regular)),
            .. spec.List("ephemeralContainers").Select(node => new Container(node, ContainerRole.Ephemeral)),
        ];
    }

    public Resource Resource { get; }

    /// <summary>The pod's metadata, or null.</summary>
    public YamlNode? Metadata { get; }

    /// <summary>The pod's spec.</summary>
    public YamlNode Spec { get; }

    public LabelMap Labels { get; }

    /// <summary>Init, regular and ephemeral containers.</summary>
    public IReadOnlyList<Container> Containers { get; }

    public YamlNode? SecurityContext => Spec["securityContext"];

    public string Namespace => Resource.EffectiveNamespace;

    /// <summary>The service account it runs as.</summary>
    public string ServiceAccount => Spec.Text("serviceAccountName") ?? Spec.Text("serviceAccount") ?? "default";

    public bool IsWindows => Spec.At("os", "name")?.AsString == "windows";

    /// <summary>Whether its users are kept apart from the node's.</summary>
    public bool HasUserNamespace => Spec.Boolean("hostUsers") == false;

    /// <summary>Whether it shares the node's network.</summary>
    public bool OnHostNetwork => Spec.Boolean("hostNetwork") == true;

    /// <summary>The workload that a resource is; null where it runs no pods or has no pod spec.</summary>
    public static Workload? Of(Resource resource) =>
        PodTemplatePath.Of(resource) is { } path
        && resource.Root.At(path.Keys) is { } template
        && template["spec"] is YamlMapping spec
            ? new Workload(resource, template, spec)
            : null;
}
