using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Linting.Suppressions;

/// <summary>
/// Finds suppressions in comments: behind what they are about, on its line, or on a line of their own above it. On the first line
/// of an object, or above it, they are about the whole object; on a key, about its value; on an item of a list, about the item.
/// </summary>
internal static class SuppressionComments
{
    private const string Mark = "supplychain:ignore";

    /// <summary>Suppressions of one file; what has more was made to be slow to judge.</summary>
    private const int Most = 1_000;

    /// <summary>Marks looked at in one file, those in texts included.</summary>
    private const int MostLookedAt = 2_000;

    public static IEnumerable<WrittenSuppression> Of(ManifestFile file)
    {
        var text = file.Yaml.Text;
        var (found, lookedAt) = (0, 0);
        for (
            var at = text.IndexOf(Mark, StringComparison.Ordinal);
            at >= 0 && found < Most && lookedAt < MostLookedAt;
            at = text.IndexOf(Mark, at + Mark.Length, StringComparison.Ordinal)
        )
        {
            var line = LineStart(text, at);
            var hash = at;
            while (hash > line && text[hash - 1] is ' ' or '\t')
            {
                hash--;
            }

            hash--;
            var isComment = hash >= line && text[hash] == '#' && (hash == line || text[hash - 1] is ' ' or '\t');
            lookedAt += isComment ? 1 : 0;
            if (isComment && !InScalar(file, hash))
            {
                found++;
                yield return Read(file, line, hash, at + Mark.Length);
            }
        }
    }

    private static WrittenSuppression Read(ManifestFile file, int line, int hash, int words)
    {
        var text = file.Yaml.Text;
        var alone = string.IsNullOrWhiteSpace(text[line..hash]);
        var target = alone ? NextContent(text, line) : line;
        var ranges = Ranges(file, target, LineEnd(text, target)).ToList();
        return new WrittenSuppression(
            SuppressionSource.Comment,
            text[words..LineEnd(text, words)],
            file.Name,
            file.Yaml.PositionAt(hash),
            file.Resources.FirstOrDefault(resource => resource.Root.Start <= target && target < resource.Root.End),
            finding =>
                finding.At is { } at
                && at.FileName == file.Name
                && ranges.Exists(range => range.Start <= at.Start && at.Start < range.End)
        );
    }

    /// <summary>What a line opens: values of its keys, items of lists, and documents.</summary>
    private static IEnumerable<(int Start, int End)> Ranges(ManifestFile file, int line, int end)
    {
        foreach (var document in file.Yaml.Documents)
        {
            if (document.Root.Start >= end || document.Root.End < line)
            {
                continue;
            }

            if (document.Root.Start >= line)
            {
                yield return (document.Root.Start, document.Root.End + 1);
            }

            foreach (var range in Below(document.Root, line, end))
            {
                yield return range;
            }
        }
    }

    private static IEnumerable<(int Start, int End)> Below(YamlNode node, int line, int end)
    {
        foreach (var entry in node.Entries)
        {
            if (entry.Key.Start >= line && entry.Key.Start < end)
            {
                yield return (entry.Key.Start, Math.Max(entry.Key.End, entry.Value.End) + 1);
            }
        }

        foreach (var item in node.Items)
        {
            if (item.Start >= line && item.Start < end)
            {
                yield return (item.Start, item.End + 1);
            }
        }

        // Only what begins before the line and ends behind its start can hold something on it.
        var children = node.Items.Concat(node.Entries.Select(entry => entry.Value));
        foreach (var child in children.Where(child => child.Start < end && child.End >= line && child.Start >= node.Start))
        {
            foreach (var range in Below(child, line, end))
            {
                yield return range;
            }
        }
    }

    private static bool InScalar(ManifestFile file, int offset)
    {
        foreach (var document in file.Yaml.Documents)
        {
            if (document.Root.Start <= offset && offset < document.Root.End && HoldsInScalar(document.Root, offset))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HoldsInScalar(YamlNode node, int offset) =>
        node.Start <= offset
        && offset < node.End
        && (
            node is YamlScalar
            || node.Items.Any(item => HoldsInScalar(item, offset))
            || node.Entries.Any(entry => HoldsInScalar(entry.Key, offset) || HoldsInScalar(entry.Value, offset))
        );

    /// <summary>Start of the next line that is neither empty, nor a comment, nor the mark of a document.</summary>
    private static int NextContent(string text, int line)
    {
        while (true)
        {
            var end = LineEnd(text, line);
            if (end >= text.Length)
            {
                return text.Length;
            }

            line = end + 1;
            var content = text.AsSpan(line, LineEnd(text, line) - line).Trim();
            if (!content.IsEmpty && content[0] != '#' && !content.StartsWith("---", StringComparison.Ordinal))
            {
                return line;
            }
        }
    }

    private static int LineStart(string text, int offset) => text.LastIndexOf('\n', Math.Max(0, offset - 1)) + 1;

    private static int LineEnd(string text, int offset) =>
        offset >= text.Length ? text.Length
        : text.IndexOf('\n', offset) is >= 0 and var end ? end
        : text.Length;
}
