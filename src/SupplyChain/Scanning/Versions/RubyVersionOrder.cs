namespace SupplyChain.Scanning.Versions;

/// <summary>
/// The order of Ruby gems (Gem::Version): segments of digits and of letters; a word is before any number, so that
/// <c>1.0.a</c> is before <c>1.0</c>, and zeros at the end of the numbers and of the whole do not count.
/// </summary>
internal sealed class RubyVersionOrder : IVersionOrder
{
    /// <inheritdoc />
    public bool IsVersion(string text)
    {
        var rest = text.AsSpan();
        if (DigitRun.Take(ref rest).IsEmpty)
        {
            return false;
        }

        while (rest is ['.' or '-', _, ..] || (!rest.IsEmpty && char.IsAsciiLetterOrDigit(rest[0])))
        {
            rest = rest[1..];
        }

        return rest.IsEmpty;
    }

    /// <inheritdoc />
    public int Compare(string left, string right)
    {
        var a = Segments(left);
        var b = Segments(right);
        for (var index = 0; index < Math.Max(a.Count, b.Count); index++)
        {
            var order = CompareSegments(index < a.Count ? a[index] : "0", index < b.Count ? b[index] : "0");
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static int CompareSegments(string left, string right) =>
        (char.IsAsciiDigit(left[0]), char.IsAsciiDigit(right[0])) switch
        {
            (true, true) => DigitRun.Compare(left, right),
            (false, false) => string.CompareOrdinal(left, right),
            (var isNumber, _) => isNumber ? 1 : -1,
        };

    private static List<string> Segments(string version)
    {
        var segments = new List<string>();
        var rest = version.Replace("-", ".pre.", StringComparison.Ordinal).AsSpan();
        while (!rest.IsEmpty)
        {
            var isNumber = char.IsAsciiDigit(rest[0]);
            var length = 1;
            while (length < rest.Length && Belongs(rest[length], isNumber))
            {
                length++;
            }

            if (char.IsAsciiLetterOrDigit(rest[0]))
            {
                segments.Add(rest[..length].ToString());
                rest = rest[length..];
            }
            else
            {
                rest = rest[1..];
            }
        }

        RemoveZeros(segments, segments.Count);
        var firstWord = segments.FindIndex(segment => !char.IsAsciiDigit(segment[0]));
        RemoveZeros(segments, firstWord < 0 ? segments.Count : firstWord);
        return segments;
    }

    private static bool Belongs(char next, bool isNumber) => isNumber ? char.IsAsciiDigit(next) : char.IsAsciiLetter(next);

    private static void RemoveZeros(List<string> segments, int end)
    {
        while (end > 0 && segments[end - 1].Trim('0').Length == 0)
        {
            segments.RemoveAt(--end);
        }
    }
}
