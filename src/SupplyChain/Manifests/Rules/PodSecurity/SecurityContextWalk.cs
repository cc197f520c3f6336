using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.PodSecurity;

/// <summary>Walks the security contexts of a pod.</summary>
internal static class SecurityContextWalk
{
    /// <summary>The contexts that are set, the pod's first, each with its owner as the beginning of a sentence.</summary>
    public static IEnumerable<(YamlNode Node, string Owner)> SecurityContexts(this Workload pod)
    {
        if (pod.SecurityContext is { } context)
        {
            yield return (context, "The pod");
        }

        foreach (var container in pod.Containers)
        {
            if (container.SecurityContext is { } own)
            {
                yield return (own, $"Container {container.Name}");
            }
        }
    }
}
