using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Graph;

/// <summary>What one policy isolates in one direction: pods it selects refuse all that no policy allows.</summary>
/// <param name="Ingress">Whether it is about what comes in; else what goes out.</param>
/// <param name="Namespace">The one namespace it is about; null where it may be about several.</param>
/// <param name="WholeNamespaces">Whether it selects pods by their namespace alone.</param>
/// <param name="Selects">Whether it selects a pod, by namespace and label; null where that cannot be told.</param>
internal sealed record NetworkIsolation(
    bool Ingress,
    string? Namespace,
    bool WholeNamespaces,
    Func<string, Func<string, string?>, bool?> Selects
)
{
    private const string AdminGroup = "policy.networking.k8s.io";

    /// <summary>The isolations of a resource, none if it is no policy.</summary>
    public static IEnumerable<NetworkIsolation> Of(Resource resource, ManifestGraph graph) =>
        resource switch
        {
            { Kind: "NetworkPolicy", Group: "networking.k8s.io" or "extensions" } => Kubernetes(resource),
            { Kind: "CiliumNetworkPolicy" or "CiliumClusterwideNetworkPolicy", Group: "cilium.io" } => Cilium(resource),
            { Kind: "NetworkPolicy" or "GlobalNetworkPolicy", Group: "projectcalico.org" or "crd.projectcalico.org" } => Calico(
                resource
            ),
            { Group: AdminGroup } => Admin(resource, graph),
            _ => [],
        };

    private static IEnumerable<NetworkIsolation> Kubernetes(Resource policy)
    {
        var selector = LabelSelector.Read(policy.Spec?["podSelector"]);
        var types = policy.Spec?.List("policyTypes") ?? [];
        foreach (var ingress in new[] { true, false })
        {
            // Without policyTypes a policy is about ingress, and about egress if it has rules for it.
            var applies =
                types.Count > 0
                    ? types.Any(type => type.AsString == (ingress ? "Ingress" : "Egress"))
                    : ingress || policy.Spec?["egress"] is not null;
            if (applies)
            {
                yield return new NetworkIsolation(
                    ingress,
                    policy.EffectiveNamespace,
                    selector.IsEmpty,
                    (_, label) => selector.Matches(label)
                );
            }
        }
    }

    private static IEnumerable<NetworkIsolation> Cilium(Resource policy)
    {
        var clusterwide = policy.Kind == "CiliumClusterwideNetworkPolicy";
        var specs = policy.Root.List("specs").Prepend(policy.Spec).OfType<YamlNode>();
        foreach (var spec in specs.Where(spec => spec["endpointSelector"] is not null))
        {
            var selector = LabelSelector.Read(spec["endpointSelector"], CiliumKey);
            foreach (var ingress in new[] { true, false })
            {
                var direction = ingress ? "ingress" : "egress";
                if (
                    (spec[direction] ?? spec[direction + "Deny"]) is not null
                    && spec["enableDefaultDeny"]?.Boolean(direction) != false
                )
                {
                    yield return new NetworkIsolation(
                        ingress,
                        clusterwide ? null : policy.EffectiveNamespace,
                        selector.IsEmpty,
                        (name, label) => selector.Matches(key => key == "io.kubernetes.pod.namespace" ? name : label(key))
                    );
                }
            }
        }
    }

    /// <summary>Calico's selectors are a language of their own, of which <c>all()</c> alone is read here.</summary>
    private static IEnumerable<NetworkIsolation> Calico(Resource policy)
    {
        var all = policy.Spec?.Text("selector") is null or "" or "all()";
        var namespaced = policy.Kind == "NetworkPolicy";
        var everywhere = policy.Spec?.Text("namespaceSelector") is null or "" or "all()";
        var types = policy.Spec?.List("types") ?? [];
        foreach (var ingress in new[] { true, false })
        {
            var applies =
                types.Count > 0 ? types.Any(type => type.AsString == (ingress ? "Ingress" : "Egress"))
                : ingress ? policy.Spec?["egress"] is null || policy.Spec["ingress"] is not null
                : policy.Spec?["egress"] is not null;
            if (applies)
            {
                yield return new NetworkIsolation(
                    ingress,
                    namespaced ? policy.EffectiveNamespace : null,
                    all,
                    (_, _) => all && (namespaced || everywhere) ? true : null
                );
            }
        }
    }

    private static IEnumerable<NetworkIsolation> Admin(Resource policy, ManifestGraph graph)
    {
        var subject = policy.Spec?["subject"];
        var pods = subject?["pods"];
        var namespaces = LabelSelector.Read(pods?["namespaceSelector"] ?? subject?["namespaces"]);
        var selector = LabelSelector.Read(pods?["podSelector"]);
        foreach (var ingress in new[] { true, false })
        {
            if (policy.Spec?.List(ingress ? "ingress" : "egress").Any(rule => rule.Text("action") == "Deny") == true)
            {
                yield return new NetworkIsolation(
                    ingress,
                    null,
                    selector.IsEmpty,
                    (name, label) => namespaces.Matches(key => graph.NamespaceLabel(name, key)) && selector.Matches(label)
                );
            }
        }
    }

    private static string CiliumKey(string key) =>
        key.StartsWith("k8s:", StringComparison.Ordinal) || key.StartsWith("any:", StringComparison.Ordinal) ? key[4..] : key;
}
