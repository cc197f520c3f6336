using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Graph;

/// <summary>A way into a workload: a Service, and what publishes that Service further.</summary>
/// <param name="Service">The Service that selects the workload.</param>
/// <param name="Entry">What publishes it: an Ingress, a route, or the Service itself where it is of type LoadBalancer or NodePort.</param>
/// <param name="At">The node of the entry that names the Service, or the Service's type.</param>
internal sealed record Exposure(Resource Service, Resource Entry, YamlNode At);
