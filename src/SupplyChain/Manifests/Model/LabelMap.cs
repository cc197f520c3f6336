using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Model;

/// <summary>Labels or annotations.</summary>
internal sealed class LabelMap(YamlNode? node)
{
    /// <summary>The value at a key; null where there is none. An explicit null is the empty text.</summary>
    public string? this[string key] => node?.Entry(key) is { } entry ? entry.Value.AsString ?? "" : null;
}
