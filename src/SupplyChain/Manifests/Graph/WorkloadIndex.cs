using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Graph;

/// <summary>Finds the workloads that a selector means without looking at every workload of the set.</summary>
internal sealed class WorkloadIndex
{
    private readonly ILookup<string, Workload> byNamespace;
    private readonly ILookup<(string Namespace, string Key, string Value), Workload> byLabel;

    public WorkloadIndex(IEnumerable<Workload> workloads)
    {
        byNamespace = workloads.ToLookup(workload => workload.Namespace, StringComparer.Ordinal);
        byLabel = byNamespace
            .SelectMany(space => space)
            .SelectMany(workload =>
                (workload.Metadata?["labels"]?.Entries ?? []).Select(label =>
                    (Key: (workload.Namespace, label.Name, label.Value.AsString ?? ""), Workload: workload)
                )
            )
            .ToLookup(pair => pair.Key, pair => pair.Workload);
    }

    /// <summary>Whether a namespace has any.</summary>
    public bool HasAny(string @namespace) => byNamespace.Contains(@namespace);

    /// <summary>The workloads that a Service leads to.</summary>
    public IEnumerable<Workload> Of(Resource service) =>
        service.Spec?["selector"]?.Entries is [var label, ..]
            ? byLabel[(service.EffectiveNamespace, label.Name, label.Value.AsString ?? "")]
                .Where(workload => ServiceGraph.Selects(service, workload))
            : [];

    /// <summary>The workloads of a namespace that a label selector means.</summary>
    public IEnumerable<Workload> Selected(string @namespace, YamlNode? selector)
    {
        var parsed = LabelSelector.Read(selector);
        var labels = selector?["matchLabels"]?.Entries ?? [];
        var candidates =
            labels.Count == 0 ? byNamespace[@namespace] : byLabel[(@namespace, labels[0].Name, labels[0].Value.AsString ?? "")];
        return candidates.Where(workload => parsed.Matches(key => workload.Labels[key]));
    }
}
