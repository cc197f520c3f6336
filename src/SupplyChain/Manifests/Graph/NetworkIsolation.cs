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
                resource,
                graph
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

    /// <summary>Calico's selectors are a language of their own; what cannot be read, and namespaces by label, cannot be told.</summary>
    private static IEnumerable<NetworkIsolation> Calico(Resource policy, ManifestGraph graph)
    {
        var selector = policy.Spec?.Text("selector");
        var pods = CalicoSelector.Read(selector);
        var namespaces = CalicoSelector.Read(policy.Kind == "NetworkPolicy" ? null : policy.Spec?.Text("namespaceSelector"));
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
                    policy.Kind == "NetworkPolicy" ? policy.EffectiveNamespace : null,
                    selector is null or "" or "all()",
                    (name, label) =>
                        pods is null || namespaces is null
                            ? null
                            : namespaces(key => graph.NamespaceLabel(name, key))
                                && pods(key => CalicoLabel(key, name, graph) ?? label(key))
                );
            }
        }
    }

    /// <summary>The labels that Calico gives to every pod from its namespace.</summary>
    private static string? CalicoLabel(string key, string name, ManifestGraph graph)
    {
        const string OfNamespace = "pcns.";
        return key is "projectcalico.org/namespace" ? name
            : key.StartsWith(OfNamespace, StringComparison.Ordinal) ? graph.NamespaceLabel(name, key[OfNamespace.Length..])
            : null;
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
