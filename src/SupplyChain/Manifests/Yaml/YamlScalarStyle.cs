namespace SupplyChain.Manifests.Yaml;

/// <summary>How a scalar is written.</summary>
public enum YamlScalarStyle
{
    /// <summary>Without quotes; the only style whose text can be a boolean, number or null.</summary>
    Plain,

    /// <summary>In apostrophes.</summary>
    SingleQuoted,

    /// <summary>In quotation marks, with escapes.</summary>
    DoubleQuoted,

    /// <summary>A block after <c>|</c>, line breaks kept.</summary>
    Literal,

    /// <summary>A block after <c>&gt;</c>, lines joined.</summary>
    Folded,
}
