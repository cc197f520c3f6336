using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Linting.Fixes;

/// <summary>Adds to mappings and sequences in the style they are written in: behind the last entry, on lines or inside the brackets.</summary>
internal static class FlowOrBlock
{
    /// <summary>Whether entries can be added to a mapping.</summary>
    public static bool CanInsert(YamlMapping mapping) =>
        IsFlow(mapping)
            ? mapping.Source.Text[mapping.End - 1] == '}' && mapping.Entries.All(entry => IsInPlace(mapping, entry))
            : LastPlain(mapping) is not null;

    /// <summary>The edit that adds entries to a mapping.</summary>
    public static TextEdit Insert(YamlMapping mapping, AddedFields fields)
    {
        var text = mapping.Source.Text;
        if (IsFlow(mapping))
        {
            var json = mapping.Entries is [{ Key.Style: YamlScalarStyle.DoubleQuoted }, ..];
            return IntoFlow(mapping, [.. mapping.Entries.Select(entry => EndOf(entry))], [.. fields.Entries(json)]);
        }

        var indentation = new string(' ', mapping.Entries[0].Key.Location.Start.Column - 1);
        return OnLines(text, EndOf(LastPlain(mapping)!), fields.Lines(indentation));
    }

    /// <summary>Whether items can be added to a sequence.</summary>
    public static bool CanAppend(YamlSequence list) =>
        list.Items.All(item => item.Start >= list.Start && item.End <= list.End)
        && (list.Source.Text[list.End - 1] == ']' || (list.Items.Count > 0 && DashOf(list) is not null));

    /// <summary>The edit that adds items to a sequence.</summary>
    public static TextEdit Append(YamlSequence list, IReadOnlyList<string> items)
    {
        var text = list.Source.Text;
        if (DashOf(list) is { } dash)
        {
            return OnLines(text, list.Items[^1].End, items.Select(item => $"{new string(' ', dash)}- {item}"));
        }

        var json = list.Items is [YamlScalar { Style: YamlScalarStyle.DoubleQuoted }, ..];
        return IntoFlow(list, [.. list.Items.Select(item => item.End)], [.. items.Select(item => json ? $"\"{item}\"" : item)]);
    }

    private static TextEdit IntoFlow(YamlNode collection, IReadOnlyList<int> ends, IReadOnlyList<string> added)
    {
        var text = collection.Source.Text;
        if (ends.Count == 0)
        {
            return new TextEdit(collection.End - 1, collection.End - 1, string.Join(", ", added));
        }

        var end = ends[^1];
        var line = text.LastIndexOf('\n', end - 1) + 1;
        var start = line + text.AsSpan(line, end - line).IndexOfAnyExcept(' ', '\t');
        // A line of its own for each entry, where the last one has that.
        var separator =
            line > collection.Start && text[start] is not ('{' or '[') ? $",{NewLine(text)}{text[line..start]}" : ", ";
        return new TextEdit(end, end, string.Concat(added.Select(entry => separator + entry)));
    }

    private static TextEdit OnLines(string text, int end, IEnumerable<string> lines)
    {
        var at = text.AsSpan(end).IndexOfAny('\r', '\n') is >= 0 and var rest ? end + rest : text.Length;
        return new TextEdit(at, at, string.Concat(lines.Select(line => NewLine(text) + line)));
    }

    private static string NewLine(string text) => text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    private static bool IsFlow(YamlMapping mapping)
    {
        var head = mapping.Entries.Count == 0 ? mapping.End : Math.Max(mapping.Start, mapping.Entries[0].Key.Start);
        return mapping.Source.Text.AsSpan(mapping.Start, head - mapping.Start).Contains('{');
    }

    /// <summary>The last entry behind whose end a line can be added: not one whose block scalar keeps the empty lines behind it.</summary>
    private static YamlEntry? LastPlain(YamlMapping mapping) =>
        mapping.Entries is [.., var last] && IsInPlace(mapping, last) && !KeepsLines(last) ? last : null;

    private static bool IsInPlace(YamlMapping mapping, YamlEntry entry) =>
        entry.Key.Start >= mapping.Start && entry.Value.Start >= entry.Key.End && entry.Value.End <= mapping.End;

    private static bool KeepsLines(YamlEntry entry)
    {
        var last = entry.Value;
        while (last.Entries.Count + last.Items.Count > 0)
        {
            last = last.Entries is [.., var deeper] ? deeper.Value : last.Items[^1];
        }

        return last is YamlScalar { Style: YamlScalarStyle.Literal or YamlScalarStyle.Folded } scalar
            && scalar.Source.Text.AsSpan(scalar.Start, scalar.End - scalar.Start) is var block
            && block[..(block.IndexOf('\n') is >= 0 and var end ? end : block.Length)].Contains('+');
    }

    private static int EndOf(YamlEntry entry) => Math.Max(entry.Key.End, entry.Value.End);

    /// <summary>Column, from 0, of the dash before the last item; null for a flow sequence.</summary>
    private static int? DashOf(YamlSequence list)
    {
        if (list.Items.Count == 0)
        {
            return null;
        }

        var text = list.Source.Text;
        var dash = list.Items[^1].Start - 1;
        while (dash > 0 && text[dash] is ' ' or '\t')
        {
            dash--;
        }

        return dash >= 0 && text[dash] == '-' && list.Start <= dash ? list.Source.PositionAt(dash).Column - 1 : null;
    }
}
