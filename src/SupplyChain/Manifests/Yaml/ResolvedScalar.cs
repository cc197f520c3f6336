namespace SupplyChain.Manifests.Yaml;

/// <summary>A scalar's kind, and its value where that is a boolean or an integer.</summary>
internal readonly record struct ResolvedScalar(YamlScalarKind Kind, Int128 Integer = default, bool Boolean = false)
{
    public static ResolvedScalar Text { get; } = new(YamlScalarKind.Text);

    public static ResolvedScalar Null { get; } = new(YamlScalarKind.Null);

    public static ResolvedScalar Fraction { get; } = new(YamlScalarKind.Fraction);

    public static ResolvedScalar Of(bool value) => new(YamlScalarKind.Boolean, Boolean: value);

    public static ResolvedScalar Of(Int128 value) => new(YamlScalarKind.Whole, value);
}
