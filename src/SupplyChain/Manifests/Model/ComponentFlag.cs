using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Model;

/// <summary>A flag given to a component of the control plane.</summary>
/// <param name="Name">Its name without dashes.</param>
/// <param name="Value">Its value; <c>true</c> where none is written.</param>
/// <param name="Node">Where it stands.</param>
internal sealed record ComponentFlag(string Name, string Value, YamlNode Node);
