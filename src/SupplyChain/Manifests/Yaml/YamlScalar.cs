using System.Globalization;

namespace SupplyChain.Manifests.Yaml;

/// <summary>A scalar: its text, how it is written, and what Kubernetes makes of it.</summary>
public sealed class YamlScalar : YamlNode
{
    private readonly ScalarTag tag;

    internal YamlScalar(YamlSource source, int start, int end, string value, YamlScalarStyle style, ScalarTag tag)
        : base(source, start, end)
    {
        Value = value;
        Style = style;
        this.tag = tag;
    }

    /// <summary>The text without quotes, escapes and indentation.</summary>
    public string Value { get; }

    /// <summary>How it is written.</summary>
    public YamlScalarStyle Style { get; }

    /// <summary>What it is by Kubernetes' rules.</summary>
    public YamlScalarKind Kind => Resolves ? ScalarResolver.Resolve(Value).Kind : YamlScalarKind.Text;

    /// <inheritdoc />
    public override bool IsNull => Resolves && ScalarResolver.IsNull(Value);

    /// <inheritdoc />
    public override string? AsString => IsNull ? null : Value;

    /// <inheritdoc />
    public override bool? AsBoolean => Resolves ? ScalarResolver.AsBoolean(Value) : null;

    /// <inheritdoc />
    public override long? AsInteger =>
        Resolves && ScalarResolver.Resolve(Value) is { Kind: YamlScalarKind.Whole } resolved && resolved.Integer <= long.MaxValue
            ? (long)resolved.Integer
            : null;

    internal override int Size => 1;

    internal string KeyName
    {
        get
        {
            if (!Resolves || !ScalarResolver.CanBeOtherThanString(Value))
            {
                return Value;
            }

            var resolved = ScalarResolver.Resolve(Value);
            return resolved.Kind switch
            {
                YamlScalarKind.Boolean => resolved.Boolean ? "true" : "false",
                YamlScalarKind.Whole => resolved.Integer.ToString(CultureInfo.InvariantCulture),
                YamlScalarKind.Null => "null",
                _ => Value,
            };
        }
    }

    private bool Resolves => tag == ScalarTag.Other || (tag == ScalarTag.None && Style == YamlScalarStyle.Plain);
}
