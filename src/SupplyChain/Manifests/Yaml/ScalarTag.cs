namespace SupplyChain.Manifests.Yaml;

/// <summary>What an explicit tag means for the reading of a scalar.</summary>
internal enum ScalarTag
{
    /// <summary>No tag: the style decides.</summary>
    None,

    /// <summary><c>!!str</c>, <c>!!binary</c>, <c>!</c> or an application's own tag: text.</summary>
    Text,

    /// <summary><c>!!bool</c>, <c>!!int</c>, <c>!!float</c>, <c>!!null</c>: resolved even in quotes.</summary>
    Other,
}
