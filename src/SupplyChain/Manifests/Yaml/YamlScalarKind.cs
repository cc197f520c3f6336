namespace SupplyChain.Manifests.Yaml;

/// <summary>What a scalar is by Kubernetes' rules.</summary>
public enum YamlScalarKind
{
    /// <summary>Nothing.</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A number with a fraction or exponent, an infinity, or not a number.</summary>
    Fraction,

    /// <summary>Text.</summary>
    Text,
}
