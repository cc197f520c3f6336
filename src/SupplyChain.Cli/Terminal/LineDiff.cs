namespace SupplyChain.Cli.Terminal;

/// <summary>Writes a unified diff of two texts.</summary>
internal static class LineDiff
{
    private const int Context = 3;

    /// <summary>Lines looked ahead for where both texts meet again; a longer change is shown as one.</summary>
    private const int Lookahead = 100;

    /// <summary>Lines that must agree for the texts to have met again.</summary>
    private const int Agreeing = 2;

    /// <summary>Writes the diff; nothing where the texts are equal.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="name">Name of the file.</param>
    /// <param name="before">The old text; null for a new file.</param>
    /// <param name="after">The new text.</param>
    public static void Write(TextWriter writer, string name, string? before, string after)
    {
        if (before == after)
        {
            return;
        }

        var old = Lines(before ?? "");
        var changed = Lines(after);
        writer.Write($"--- {(before is null ? "/dev/null" : $"a/{name}")}\n+++ b/{name}\n");
        var edits = Edits(old, changed);
        for (var next = 0; next < edits.Count; )
        {
            var first = next;
            while (next + 1 < edits.Count && edits[next + 1].OldStart - edits[next].OldEnd <= 2 * Context)
            {
                next++;
            }

            WriteHunk(writer, old, changed, edits[first..(next + 1)]);
            next++;
        }
    }

    private static void WriteHunk(TextWriter writer, string[] old, string[] changed, List<Edit> edits)
    {
        var before = Math.Min(Context, edits[0].OldStart);
        var behind = Math.Min(Context, old.Length - edits[^1].OldEnd);
        var (oldStart, newStart) = (edits[0].OldStart - before, edits[0].NewStart - before);
        var (oldCount, newCount) = (edits[^1].OldEnd + behind - oldStart, edits[^1].NewEnd + behind - newStart);
        writer.Write($"@@ -{Range(oldStart, oldCount)} +{Range(newStart, newCount)} @@\n");
        var position = oldStart;
        foreach (var edit in edits)
        {
            Write(writer, ' ', old[position..edit.OldStart], old);
            Write(writer, '-', old[edit.OldStart..edit.OldEnd], old);
            Write(writer, '+', changed[edit.NewStart..edit.NewEnd], changed);
            position = edit.OldEnd;
        }

        Write(writer, ' ', old[position..(position + behind)], old);
    }

    private static void Write(TextWriter writer, char sign, string[] lines, string[] all)
    {
        foreach (var line in lines)
        {
            writer.Write($"{sign}{line}");
            writer.Write(line.EndsWith('\n') ? "" : "\n\\ No newline at end of file\n");
        }
    }

    private static string Range(int start, int count) => $"{(count == 0 ? start : start + 1)},{count}";

    private static List<Edit> Edits(string[] old, string[] changed)
    {
        var edits = new List<Edit>();
        var (left, right) = (0, 0);
        while (left < old.Length || right < changed.Length)
        {
            if (left < old.Length && right < changed.Length && old[left] == changed[right])
            {
                left++;
                right++;
                continue;
            }

            var (skipLeft, skipRight) = Meeting(old.AsSpan(left), changed.AsSpan(right));
            edits.Add(new Edit(left, left + skipLeft, right, right + skipRight));
            left += skipLeft;
            right += skipRight;
        }

        return edits;
    }

    /// <summary>The fewest lines to leave out on both sides until both go on alike; all that is left where they don't.</summary>
    private static (int Old, int Changed) Meeting(ReadOnlySpan<string> old, ReadOnlySpan<string> changed)
    {
        for (var skipped = 1; skipped <= 2 * Lookahead; skipped++)
        {
            for (var left = Math.Max(0, skipped - Lookahead); left <= Math.Min(skipped, Lookahead); left++)
            {
                var right = skipped - left;
                if (left <= old.Length && right <= changed.Length && Agree(old[left..], changed[right..]))
                {
                    return (left, right);
                }
            }
        }

        return (old.Length, changed.Length);
    }

    private static bool Agree(ReadOnlySpan<string> old, ReadOnlySpan<string> changed)
    {
        var count = Math.Min(Agreeing, Math.Min(old.Length, changed.Length));
        return old.Length == 0 || changed.Length == 0
            ? old.Length == changed.Length
            : old[..count].SequenceEqual(changed[..count]);
    }

    private static string[] Lines(string text)
    {
        var lines = text.Split('\n');
        var ended = lines[..^1].Select(line => line + "\n");
        return lines[^1].Length == 0 ? [.. ended] : [.. ended, lines[^1]];
    }

    private readonly record struct Edit(int OldStart, int OldEnd, int NewStart, int NewEnd);
}
