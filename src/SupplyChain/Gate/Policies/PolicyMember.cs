using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Gate.Policies;

/// <summary>A key of a policy's mapping with its value.</summary>
/// <param name="Key">The key, for its place.</param>
/// <param name="Value">The value.</param>
internal sealed record PolicyMember(YamlNode Key, PolicyNode Value);
