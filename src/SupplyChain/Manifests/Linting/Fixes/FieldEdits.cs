using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Linting.Fixes;

/// <summary>
/// Gathers changes of fields in one text and turns them into the smallest edits: what several changes add to one mapping is added
/// together, in the style that the mapping is written in.
/// </summary>
internal sealed class FieldEdits
{
    private readonly Dictionary<YamlNode, TextEdit> replaced = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<YamlNode, AddedFields> added = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<YamlNode, List<string>> items = new(ReferenceEqualityComparer.Instance);

    /// <summary>The edits of one set of changes; null where one cannot be made without touching something else.</summary>
    public static IReadOnlyList<TextEdit>? Of(IReadOnlyList<FieldChange> changes)
    {
        var edits = new FieldEdits();
        return edits.TryAdd(changes) ? edits.ToEdits() : null;
    }

    /// <summary>Adds changes, all or none.</summary>
    /// <returns>False where one cannot be made, or goes against one that is gathered already.</returns>
    public bool TryAdd(IReadOnlyList<FieldChange> changes)
    {
        var places = changes.Select(FieldPlace.Find).ToList();
        if (!places.TrueForAll(place => place is not null && Fits(place)))
        {
            return false;
        }

        places.ForEach(place => Gather(place!));
        return true;
    }

    /// <summary>The edits, in the order of the text; they don't overlap.</summary>
    public IReadOnlyList<TextEdit> ToEdits() =>
        [
            .. replaced
                .Select(scalar => (Node: scalar.Key, Edit: scalar.Value))
                .Concat(added.Select(fields => (Node: fields.Key, Edit: fields.Value.ToEdit())))
                .Concat(items.Select(list => (Node: list.Key, Edit: FlowOrBlock.Append((YamlSequence)list.Key, list.Value))))
                // Of collections that end on one line the innermost gets its lines first.
                .OrderBy(change => change.Edit.Start)
                .ThenByDescending(change => change.Node.Start)
                .Select(change => change.Edit),
        ];

    private bool Fits(FieldPlace place) =>
        place switch
        {
            { IsDone: true } => true,
            { Existing: YamlSequence list } => FlowOrBlock.CanAppend(list),
            { Existing: YamlScalar scalar } => !added.ContainsKey(scalar)
                && (!replaced.TryGetValue(scalar, out var edit) || edit == place.Replacement)
                && place.Replacement is not null,
            _ => !replaced.ContainsKey(place.Holder)
                && FieldsOf(place.Holder) is { IsPossible: true } fields
                && fields.Fits(place),
        };

    private void Gather(FieldPlace place)
    {
        switch (place)
        {
            case { IsDone: true }:
                break;
            case { Existing: YamlSequence list }:
                if (!items.TryGetValue(list, out var known))
                {
                    items[list] = known = [];
                }

                if (!known.Contains(place.Value))
                {
                    known.Add(place.Value);
                }

                break;
            case { Existing: YamlScalar scalar }:
                replaced[scalar] = place.Replacement!.Value;
                break;
            default:
                var fields = FieldsOf(place.Holder);
                fields.Add(place);
                added[place.Holder] = fields;
                break;
        }
    }

    private AddedFields FieldsOf(YamlNode holder) => added.GetValueOrDefault(holder) ?? new AddedFields(holder);
}
