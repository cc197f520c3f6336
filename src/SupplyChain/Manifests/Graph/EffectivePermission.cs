using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Graph;

/// <summary>A rule of a role that a subject has through a binding.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Binding">The binding.</param>
/// <param name="Subject">The entry of the binding that means the subject.</param>
/// <param name="Namespace">The one namespace it holds in; null where it holds in all, and for what is in none.</param>
internal sealed record EffectivePermission(RbacRule Rule, Resource Binding, YamlNode Subject, string? Namespace);
