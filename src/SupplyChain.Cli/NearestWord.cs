namespace SupplyChain.Cli;

/// <summary>Finds the word that somebody meant.</summary>
internal static class NearestWord
{
    /// <summary>The known word that takes the fewest edits, if that is at most a third of its length; else null.</summary>
    public static string? To(string written, IEnumerable<string> known) =>
        known
            .Select(word => (Word: word, Edits: Edits(written, word)))
            .Where(candidate => candidate.Edits <= Math.Max(1, candidate.Word.Length / 3))
            .OrderBy(candidate => candidate.Edits)
            .ThenBy(candidate => candidate.Word, StringComparer.Ordinal)
            .Select(candidate => candidate.Word)
            .FirstOrDefault();

    // Levenshtein's distance, a row at a time.
    private static int Edits(string left, string right)
    {
        if (left.Length > 2 * right.Length + 2)
        {
            return int.MaxValue;
        }

        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
