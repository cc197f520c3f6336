using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Pods;

/// <summary>What a namespace's labels say to Pod Security admission (kubernetes.io/docs/concepts/security/pod-security-admission).</summary>
/// <param name="Node">The label that names the level enforced; null where it is missing.</param>
/// <param name="Level">The level enforced; null where pods are not held to any.</param>
/// <param name="Version">The version whose policy is enforced.</param>
internal sealed record PodSecurityLabels(YamlNode? Node, PodSecurityLevel? Level, KubernetesVersion Version)
{
    /// <summary>The label that names the level enforced.</summary>
    public const string Enforce = "pod-security.kubernetes.io/enforce";

    /// <summary>Reads a namespace: a malformed level means restricted, a malformed version the newest.</summary>
    public static PodSecurityLabels Of(Resource space, KubernetesVersion newest)
    {
        var labels = space.Root.At("metadata", "labels");
        var node = labels?[Enforce];
        PodSecurityLevel? level = node?.AsString switch
        {
            null or "privileged" => null,
            "baseline" => PodSecurityLevel.Baseline,
            _ => PodSecurityLevel.Restricted,
        };
        var pinned = KubernetesVersion.TryParse(labels?.Text(Enforce + "-version"), out var version) && version < newest;
        return new PodSecurityLabels(node, level, pinned ? version : newest);
    }
}
