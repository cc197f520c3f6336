namespace SupplyChain.Manifests.Yaml;

/// <summary>A key and its value in a mapping.</summary>
/// <param name="Key">The key, with its place.</param>
/// <param name="Value">The value; a null scalar where the text has none.</param>
public sealed record YamlEntry(YamlScalar Key, YamlNode Value)
{
    /// <summary>Whether this is a merge (<c>&lt;&lt;</c>) of the entries of other mappings.</summary>
    internal bool IsMerge => Key is { Style: YamlScalarStyle.Plain, Value: "<<" };

    /// <summary>The key as Kubernetes names it: an unquoted <c>on</c> is <c>true</c>, <c>010</c> is <c>8</c>.</summary>
    public string Name => Key.KeyName;
}
