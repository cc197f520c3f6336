namespace SupplyChain.Scanning.Versions;

/// <summary>A token of a Maven version.</summary>
/// <param name="AfterPoint">Whether a point stands before it, and not a hyphen or a change between digits and letters.</param>
/// <param name="Value">Digits, or a word in lower case with abbreviations written out; empty for a release.</param>
internal readonly record struct MavenVersionToken(bool AfterPoint, string Value)
{
    private static readonly string[] Qualifiers = ["alpha", "beta", "milestone", "rc", "snapshot", "", "sp"];

    /// <summary>What a missing token counts as, beside one that the other version has.</summary>
    public static MavenVersionToken Missing(MavenVersionToken beside) => new(beside.AfterPoint, beside.AfterPoint ? "0" : "");

    /// <summary>Whether it can be left out at the end.</summary>
    public bool IsNull => Value is "" || (IsNumber && Value.AsSpan().Trim('0').IsEmpty);

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber => DigitRun.Is(Value);

    /// <summary>Negative, zero or positive as this token is before, equal to or after the other.</summary>
    /// <param name="other">The token at the same place of the other version.</param>
    /// <param name="missing">Whether one of both only stands for a missing one.</param>
    public int CompareTo(MavenVersionToken other, bool missing)
    {
        if (AfterPoint != other.AfterPoint)
        {
            return Place.CompareTo(other.Place);
        }

        if (IsNumber && other.IsNumber)
        {
            return DigitRun.Compare(Value, other.Value);
        }

        if (IsNumber != other.IsNumber && !missing)
        {
            return IsNumber.CompareTo(other.IsNumber);
        }

        if (IsNumber != other.IsNumber)
        {
            // A missing number is a release; whatever stands for it, a word is compared with that.
            return IsNumber && !IsNull ? 1
                : other.IsNumber && !other.IsNull ? -1
                : (IsNumber ? "" : Value) is var word && (other.IsNumber ? "" : other.Value) is var otherWord
                    ? CompareWords(word, otherWord)
                : 0;
        }

        return CompareWords(Value, other.Value);
    }

    // "Version Order Specification": .qualifier before -qualifier before -number before .number.
    private int Place =>
        (AfterPoint, IsNumber) switch
        {
            (true, false) => 0,
            (false, false) => 1,
            (false, true) => 2,
            (true, true) => 3,
        };

    private static int CompareWords(string left, string right)
    {
        var order = Rank(left).CompareTo(Rank(right));
        return order != 0 ? order : string.CompareOrdinal(left, right);
    }

    private static int Rank(string word) => Array.IndexOf(Qualifiers, word) is >= 0 and var known ? known : Qualifiers.Length;
}
