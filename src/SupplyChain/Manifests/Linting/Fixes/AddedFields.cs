using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Linting.Fixes;

/// <summary>The fields that one mapping gets, or an empty value that becomes a mapping.</summary>
/// <param name="holder">The mapping or the empty value.</param>
internal sealed class AddedFields(YamlNode holder)
{
    private readonly List<(string Key, AddedFields? Below, string? Value, List<string>? Items)> fields = [];

    /// <summary>Whether its form allows to add anything.</summary>
    public bool IsPossible => holder is not YamlMapping mapping || FlowOrBlock.CanInsert(mapping);

    /// <summary>Whether a place goes along with those added before.</summary>
    public bool Fits(FieldPlace place) => Fits(place, 0);

    /// <summary>Adds the field of a place.</summary>
    public void Add(FieldPlace place) => Add(place, 0);

    /// <summary>The edit that adds them all.</summary>
    public TextEdit ToEdit() =>
        holder is YamlMapping mapping ? FlowOrBlock.Insert(mapping, this)
        : holder.Start == holder.End ? new TextEdit(holder.Start, holder.End, $" {Flow(json: false)}")
        : new TextEdit(holder.Start, holder.End, Flow(json: false));

    /// <summary>The fields as lines of a block mapping.</summary>
    public IEnumerable<string> Lines(string indentation) =>
        fields.SelectMany(field =>
            field.Below is { } below
                ? below.Lines(indentation + "  ").Prepend($"{indentation}{field.Key}:")
                : [$"{indentation}{field.Key}: {Leaf(field.Value, field.Items, json: false)}"]
        );

    /// <summary>The fields as they stand in a flow mapping, without braces.</summary>
    public IEnumerable<string> Entries(bool json) =>
        fields.Select(field =>
            $"{(json ? $"\"{field.Key}\"" : field.Key)}: {field.Below?.Flow(json) ?? Leaf(field.Value, field.Items, json)}"
        );

    private string Flow(bool json) =>
        fields is [{ Key: "", Items: { } items }] ? Leaf(null, items, json) : $"{{{string.Join(", ", Entries(json))}}}";

    private static string Leaf(string? value, List<string>? items, bool json) =>
        items is not null ? $"[{string.Join(", ", items.Select(item => Scalar(item, json)))}]" : Scalar(value!, json);

    private static string Scalar(string value, bool json) =>
        json && ScalarResolver.Resolve(value).Kind == YamlScalarKind.Text ? $"\"{value}\"" : value;

    private bool Fits(FieldPlace place, int depth)
    {
        var (key, isLast) = Step(place, depth);
        var known = fields.Find(field => field.Key == key);
        return known.Key is null
            || (
                isLast
                    ? place.Change.Kind == FieldChangeKind.Set
                        ? known.Value == place.Value
                        : known.Items is not null
                    : known.Below?.Fits(place, depth + 1) == true
            );
    }

    private void Add(FieldPlace place, int depth)
    {
        var (key, isLast) = Step(place, depth);
        var known = fields.Find(field => field.Key == key);
        if (!isLast)
        {
            if (known.Key is null)
            {
                known = (key, new AddedFields(holder), null, null);
                fields.Add(known);
            }

            known.Below!.Add(place, depth + 1);
        }
        else if (place.Change.Kind == FieldChangeKind.Set)
        {
            if (known.Key is null)
            {
                fields.Add((key, null, place.Value, null));
            }
        }
        else
        {
            if (known.Key is null)
            {
                known = (key, null, null, []);
                fields.Add(known);
            }

            if (!known.Items!.Contains(place.Value))
            {
                known.Items.Add(place.Value);
            }
        }
    }

    /// <summary>An empty value that becomes a list has no key below it.</summary>
    private static (string Key, bool IsLast) Step(FieldPlace place, int depth) =>
        (place.Missing.Count == 0 ? "" : place.Missing[depth], depth >= place.Missing.Count - 1);
}
