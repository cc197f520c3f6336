namespace SupplyChain.Manifests.Rules.Cluster;

/// <summary>A version of an API that Kubernetes deprecated.</summary>
/// <param name="Name">Group and version, as <c>apiVersion</c> writes it.</param>
/// <param name="Kinds">The kinds that this is about.</param>
/// <param name="Deprecated">First minor version of Kubernetes that warns.</param>
/// <param name="Removed">First minor version that does not serve it.</param>
/// <param name="Replacement">The version to use instead; null where there is none.</param>
internal sealed record ApiVersion(string Name, string[] Kinds, int Deprecated, int Removed, string? Replacement);
