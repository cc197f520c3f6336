using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Linting.Fixes;

/// <summary>Where in the text a change of a field happens.</summary>
internal sealed record FieldPlace
{
    private FieldPlace(FieldChange change) => Change = change;

    /// <summary>The change.</summary>
    public FieldChange Change { get; }

    /// <summary>The value or item, as plain YAML.</summary>
    public string Value => Change.Value;

    /// <summary>The scalar to replace or the list to lengthen; null where the field is missing.</summary>
    public YamlNode? Existing { get; private init; }

    /// <summary>Whether the text says already what it should.</summary>
    public bool IsDone { get; private init; }

    /// <summary>The mapping that gets the field, or the empty value that becomes one.</summary>
    public required YamlNode Holder { get; init; }

    /// <summary>The keys from the holder to the field, of which none is there.</summary>
    public IReadOnlyList<string> Missing { get; private init; } = [];

    /// <summary>The edit of an existing scalar; null where its form does not allow one.</summary>
    public TextEdit? Replacement =>
        Existing is YamlScalar { Style: not (YamlScalarStyle.Literal or YamlScalarStyle.Folded) } scalar
        && (scalar.Start == scalar.End || scalar.Source.Text[scalar.Start] is not ('&' or '!' or '*'))
            ? new TextEdit(scalar.Start, scalar.End, scalar.Start == scalar.End ? " " + Value : Quoted(scalar))
            : null;

    /// <summary>The place of a change; null where an alias or a merge leads to it, or something of another form stands there.</summary>
    public static FieldPlace? Find(FieldChange change)
    {
        var node = change.Field.Owner;
        var path = change.Field.Path;
        for (var depth = 0; depth < path.Count; depth++)
        {
            if (node is not YamlMapping mapping)
            {
                return null;
            }

            var entry = mapping.Entries.LastOrDefault(entry => !entry.IsMerge && entry.Name == path[depth]);
            if (entry is null)
            {
                return mapping.Entry(path[depth]) is not null
                    ? null
                    : new FieldPlace(change) { Holder = mapping, Missing = [.. path.Skip(depth)] };
            }

            if (entry.Value.Start < entry.Key.End)
            {
                return null;
            }

            if (entry.Value.IsNull && (depth < path.Count - 1 || change.Kind == FieldChangeKind.Add))
            {
                return new FieldPlace(change) { Holder = entry.Value, Missing = [.. path.Skip(depth + 1)] };
            }

            node = entry.Value;
        }

        return (change.Kind, node) switch
        {
            (FieldChangeKind.Add, YamlSequence list) => new FieldPlace(change)
            {
                Holder = list,
                Existing = list,
                IsDone = list.Items.Any(item => item.AsString == change.Value),
            },
            (FieldChangeKind.Set, YamlScalar scalar) => new FieldPlace(change)
            {
                Holder = scalar,
                Existing = scalar,
                IsDone = IsSame(scalar, change.Value),
            },
            _ => null,
        };
    }

    private static bool IsSame(YamlScalar scalar, string value) =>
        ScalarResolver.AsBoolean(value) is { } truth ? scalar.AsBoolean == truth : scalar.AsString == value;

    private string Quoted(YamlScalar scalar) =>
        ScalarResolver.Resolve(Value).Kind != YamlScalarKind.Text ? Value
        : scalar.Style == YamlScalarStyle.DoubleQuoted ? $"\"{Value}\""
        : scalar.Style == YamlScalarStyle.SingleQuoted ? $"'{Value}'"
        : Value;
}
