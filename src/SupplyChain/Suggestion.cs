namespace SupplyChain;

/// <summary>What to write instead of a word that is not known.</summary>
public static class Suggestion
{
    /// <summary>What to write instead of a word: the nearest known one, or all of them where none is near.</summary>
    public static string For(string word, IEnumerable<string> known)
    {
        var sorted = known.Order(StringComparer.Ordinal).ToArray();
        return Nearest(word, sorted) is { } nearest ? $"did you mean '{nearest}'?"
            : sorted.Length == 0 ? "there is none to choose from"
            : $"give one of {string.Join(", ", sorted)}";
    }

    /// <summary>The known word that somebody meant; null where none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        return known.Order(StringComparer.Ordinal).Where(IsNear).MinBy(candidate => Distance(word, candidate));

        bool IsNear(string candidate) =>
            Math.Abs(candidate.Length - word.Length) <= 2 && Distance(word, candidate) <= Math.Max(1, candidate.Length / 3);
    }

    // Edits of one character, and exchanges of two neighbours, that turn one word into the other, whatever the case.
    private static int Distance(string left, string right)
    {
        var rows = Enumerable.Range(0, left.Length + 1).Select(_ => new int[right.Length + 1]).ToArray();
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                rows[i][j] =
                    i == 0 ? j
                    : j == 0 ? i
                    : Math.Min(
                        Math.Min(rows[i - 1][j], rows[i][j - 1]) + 1,
                        rows[i - 1][j - 1] + (Same(left[i - 1], right[j - 1]) ? 0 : 1)
                    );
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                {
                    rows[i][j] = Math.Min(rows[i][j], rows[i - 2][j - 2] + 1);
                }
            }
        }

        return rows[left.Length][right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
