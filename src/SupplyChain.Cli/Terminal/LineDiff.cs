namespace SupplyChain.Cli.Terminal;

/// <summary>Writes a unified diff of two texts with the same number of lines, as pinning leaves them.</summary>
internal static class LineDiff
{
    private const int Context = 3;

    /// <summary>Writes the diff; nothing where the texts are equal.</summary>
    public static void Write(TextWriter writer, string name, string before, string after)
    {
        if (before == after)
        {
            return;
        }

        var old = before.Split('\n');
        var changed = after.Split('\n');
        // What follows the last line feed is no line.
        var count = old[^1].Length == 0 && changed[^1].Length == 0 ? old.Length - 1 : old.Length;
        var edits = Enumerable.Range(0, count).Where(line => old[line] != changed[line]).ToList();
        writer.Write($"--- a/{name}\n+++ b/{name}\n");
        for (var next = 0; next < edits.Count; )
        {
            var first = next;
            while (next + 1 < edits.Count && edits[next + 1] - edits[next] <= 2 * Context)
            {
                next++;
            }

            var start = Math.Max(0, edits[first] - Context);
            var end = Math.Min(count, edits[next] + Context + 1);
            writer.Write($"@@ -{start + 1},{end - start} +{start + 1},{end - start} @@\n");
            WriteHunk(writer, old.AsSpan(start, end - start), changed.AsSpan(start, end - start));
            next++;
        }
    }

    private static void WriteHunk(TextWriter writer, ReadOnlySpan<string> old, ReadOnlySpan<string> changed)
    {
        for (var line = 0; line < old.Length; line++)
        {
            writer.Write(old[line] == changed[line] ? $" {old[line]}\n" : $"-{old[line]}\n+{changed[line]}\n");
        }
    }
}
