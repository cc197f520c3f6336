using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Pinning;

/// <summary>Where images stand: in pods, and in the kinds of other projects that make pods.</summary>
internal static class ImagePlaces
{
    private const string ProxyImage = "sidecar.istio.io/proxyImage";

    /// <summary>The environment variables by which operators learn the images of their operands (Operator Lifecycle Manager).</summary>
    private const string RelatedImage = "RELATED_IMAGE_";

    /// <summary>Paths of the nodes that hold images as a pod spec does, <c>[]</c> standing for every item; by kind and group.</summary>
    private static readonly (string Group, string[] Kinds, string[] Holders)[] Others =
    [
        ("tekton.dev", ["Task", "ClusterTask"], ["spec"]),
        ("tekton.dev", ["StepAction"], ["spec"]),
        ("tekton.dev", ["TaskRun"], ["spec.taskSpec"]),
        ("tekton.dev", ["Pipeline"], ["spec.tasks[].taskSpec", "spec.finally[].taskSpec"]),
        ("tekton.dev", ["PipelineRun"], ["spec.pipelineSpec.tasks[].taskSpec", "spec.pipelineSpec.finally[].taskSpec"]),
        (
            "argoproj.io",
            ["Workflow", "WorkflowTemplate", "ClusterWorkflowTemplate"],
            ["spec.templates[]", "spec.templates[].containerSet", "spec.templateDefaults"]
        ),
        (
            "argoproj.io",
            ["CronWorkflow"],
            ["spec.workflowSpec.templates[]", "spec.workflowSpec.templates[].containerSet", "spec.workflowSpec.templateDefaults"]
        ),
        ("monitoring.coreos.com", ["Prometheus", "PrometheusAgent", "Alertmanager", "ThanosRuler"], ["spec", "spec.thanos"]),
    ];

    /// <summary>Lists of a holder whose items have an image.</summary>
    private static readonly string[] Lists = ["initContainers", "containers", "ephemeralContainers", "steps", "sidecars"];

    /// <summary>Single containers of a holder.</summary>
    private static readonly string[] Singles = ["container", "script", "stepTemplate"];

    /// <summary>Groups of Kubernetes itself, whose kinds without a pod name no image.</summary>
    private static readonly string[] BuiltIn = ["", "apps", "batch", "autoscaling", "policy", "extensions"];

    /// <summary>Groups whose kinds speak about images in patterns, which must not be pinned.</summary>
    private static readonly string[] Policies =
    [
        "kyverno.io",
        "policies.kyverno.io",
        "policy.sigstore.dev",
        "templates.gatekeeper.sh",
        "constraints.gatekeeper.sh",
        "config.gatekeeper.sh",
        "config.ratify.deislabs.io",
        "config.ratify.dev",
    ];

    /// <summary>The images of a resource of a known kind; null where the kind is not known.</summary>
    public static IReadOnlyList<YamlScalar>? Known(Resource resource)
    {
        if (PodTemplatePath.Of(resource) is { } path)
        {
            var template = resource.Root.At(path.Keys);
            return [.. InHolder(template?["spec"]), .. InAnnotations(template)];
        }

        var known = Others.FirstOrDefault(entry => entry.Group == resource.Group && entry.Kinds.Contains(resource.Kind));
        return known.Holders is null
            ? null
            : [.. known.Holders.SelectMany(holder => Walk(resource.Root, holder)).SelectMany(InHolder)];
    }

    /// <summary>Whether a text at <c>image</c> in a resource of an unknown kind may be an image.</summary>
    public static bool MayNameImages(Resource resource) =>
        resource.Kind != ResourceReader.FalcoRules
        && !BuiltIn.Contains(resource.Group)
        && !Policies.Contains(resource.Group)
        && !resource.Group.EndsWith(".k8s.io", StringComparison.Ordinal);

    /// <summary>The texts at <c>image</c> at and below a node.</summary>
    public static IEnumerable<YamlScalar> Candidates(YamlNode node) =>
        node
            .Entries.SelectMany(entry =>
                entry is { Name: "image", Value: YamlScalar { AsString: not null } text } ? [text] : Candidates(entry.Value)
            )
            .Concat(node.Items.SelectMany(Candidates));

    private static IEnumerable<YamlScalar> InHolder(YamlNode? holder)
    {
        var containers = Lists
            .SelectMany(name => holder?.List(name) ?? [])
            .Concat(Singles.Select(name => holder?[name]).OfType<YamlNode>())
            .ToList();
        return containers
            .Select(container => container["image"])
            .Prepend(holder?["image"])
            .Concat(holder?.List("volumes").Select(volume => volume.At("image", "reference")) ?? [])
            .Concat(containers.SelectMany(RelatedImages))
            .OfType<YamlScalar>();
    }

    private static IEnumerable<YamlNode?> RelatedImages(YamlNode container) =>
        container
            .List("env")
            .Where(variable => variable.Text("name")?.StartsWith(RelatedImage, StringComparison.Ordinal) == true)
            .Select(variable => variable["value"]);

    private static IEnumerable<YamlScalar> InAnnotations(YamlNode? template) =>
        template?.At("metadata", "annotations", ProxyImage) is YamlScalar image ? [image] : [];

    private static IEnumerable<YamlNode> Walk(YamlNode root, string path)
    {
        IEnumerable<YamlNode> nodes = [root];
        foreach (var step in path.Split('.'))
        {
            var key = step.EndsWith("[]", StringComparison.Ordinal) ? step[..^2] : step;
            var below = nodes.Select(node => node[key]).OfType<YamlNode>();
            nodes = key.Length < step.Length ? below.SelectMany(node => node.Items) : below;
        }

        return nodes;
    }
}
