using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Graph;

/// <summary>Whether a pod finds the token of its service account in its file system.</summary>
/// <param name="IsMounted">Whether it does.</param>
/// <param name="At">The node that decides it, in the pod or in the service account; null where it is the default.</param>
/// <param name="Account">The service account, where it is in the set.</param>
internal sealed record ServiceAccountToken(bool IsMounted, YamlNode? At, Resource? Account)
{
    /// <summary>The pod's word counts before the service account's, and the default is to mount (KEP-1205).</summary>
    public static ServiceAccountToken Of(Workload workload, ResourceIndex index)
    {
        const string Mount = "automountServiceAccountToken";
        var account = index.Find("ServiceAccount", workload.Namespace, workload.ServiceAccount);
        var at = workload.Spec[Mount] ?? account?.Root[Mount];
        return new ServiceAccountToken(at?.AsBoolean ?? true, at, account);
    }
}
