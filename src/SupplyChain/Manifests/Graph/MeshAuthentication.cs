using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Graph;

/// <summary>
/// Which mode of mutual TLS Istio ends up with: a workload's policy counts before its namespace's, that before the mesh's, and
/// a port's mode before its policy's (istio.io/docs/reference/config/security/peer_authentication).
/// </summary>
internal sealed class MeshAuthentication(ResourceIndex index)
{
    /// <summary>The namespace whose policies hold for the whole mesh, unless the mesh is told otherwise.</summary>
    public const string Root = "istio-system";

    private const string Inherit = "UNSET";

    private readonly List<Resource> policies =
    [
        .. index.OfKind("PeerAuthentication").Where(policy => policy.Group == IstioGroups.Security),
    ];

    /// <summary>The mode of a namespace as a whole; null where no policy says one, and plain text is accepted.</summary>
    public YamlNode? ModeOf(string @namespace) =>
        Mode(policies.Where(policy => policy.EffectiveNamespace == @namespace && !HasSelector(policy)))
        ?? (@namespace == Root ? null : ModeOf(Root));

    /// <summary>The mode of a workload's port; null where no policy says one, and plain text is accepted.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="port">The port of the container; null for those that no policy names.</param>
    public YamlNode? ModeOf(Workload workload, string? port = null)
    {
        var own = policies
            .Where(policy =>
                policy.EffectiveNamespace == workload.Namespace
                && HasSelector(policy)
                && LabelSelector.Read(policy.Spec!["selector"]).Matches(key => workload.Labels[key])
            )
            .ToList();
        var byPort = own.Select(policy => port is null ? null : policy.Spec!.At("portLevelMtls", port, "mode"))
            .FirstOrDefault(IsMode);
        return byPort ?? Mode(own) ?? ModeOf(workload.Namespace);
    }

    /// <summary>Whether the pods of a namespace are in the mesh, by a sidecar or by the node's proxy.</summary>
    public static bool Includes(Resource? space)
    {
        var labels = new LabelMap(space?.Root.At("metadata", "labels"));
        return labels["istio-injection"] == "enabled"
            || (labels["istio.io/rev"] is not null && labels["istio-injection"] != "disabled")
            || labels["istio.io/dataplane-mode"] == "ambient";
    }

    private static YamlNode? Mode(IEnumerable<Resource> policies) =>
        policies.Select(policy => policy.Spec?.At("mtls", "mode")).FirstOrDefault(IsMode);

    private static bool IsMode(YamlNode? mode) => mode?.AsString is { } text && text != Inherit;

    private static bool HasSelector(Resource policy) => policy.Spec?.At("selector", "matchLabels") is { Entries.Count: > 0 };
}
