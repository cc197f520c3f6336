using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Graph;

/// <summary>Which policies, in the dialects of Kubernetes, Cilium, Calico and the admin API, select which pods.</summary>
internal sealed class NetworkPolicies
{
    private readonly List<NetworkIsolation> isolations;

    public NetworkPolicies(ManifestGraph graph) =>
        isolations = [.. graph.Resources.SelectMany(resource => NetworkIsolation.Of(resource, graph))];

    /// <summary>Whether something keeps the pods of a workload from talking freely; null where that cannot be told.</summary>
    public bool? Isolates(Workload workload, bool ingress) =>
        Judge(
            isolations
                .Where(isolation => isolation.Ingress == ingress)
                .Select(isolation => isolation.Selects(workload.Namespace, label => workload.Labels[label]))
        );

    /// <summary>Whether something isolates every pod of a namespace, even one without labels; null where that cannot be told.</summary>
    public bool? IsolatesAll(string name, bool ingress) =>
        Judge(
            isolations
                .Where(isolation => isolation.Ingress == ingress && isolation.WholeNamespaces)
                .Select(isolation => isolation.Selects(name, _ => null))
        );

    private static bool? Judge(IEnumerable<bool?> verdicts)
    {
        bool? result = false;
        foreach (var verdict in verdicts)
        {
            if (verdict == true)
            {
                return true;
            }

            result = verdict is null ? null : result;
        }

        return result;
    }
}
