namespace SupplyChain.Scanning.Versions;

/// <summary>
/// The order of Alpine, Wolfi and Chainguard packages (apk-package(5), "Package version"): numbers, a letter, suffixes such as
/// <c>_rc1</c> or <c>_git2024</c>, the hash of a commit, and the release <c>-r0</c>.
/// </summary>
internal sealed class ApkVersionOrder : IVersionOrder
{
    /// <inheritdoc />
    public bool IsVersion(string text)
    {
        if (text.Length == 0 || !char.IsAsciiDigit(text[0]))
        {
            return false;
        }

        var cursor = new ApkVersionCursor(text);
        while (cursor.Part is not (ApkVersionPart.End or ApkVersionPart.Invalid))
        {
            cursor.Take();
        }

        return cursor.Part == ApkVersionPart.End;
    }

    /// <inheritdoc />
    public int Compare(string left, string right)
    {
        var a = new ApkVersionCursor(left);
        var b = new ApkVersionCursor(right);
        while (a.Part == b.Part && a.Part is not (ApkVersionPart.End or ApkVersionPart.Invalid))
        {
            var order = a.Part == ApkVersionPart.Commit ? TakeCommits(ref a, ref b) : a.Take().CompareTo(b.Take());
            if (order != 0)
            {
                return order;
            }
        }

        return a.Part == b.Part ? 0
            // What comes before the release of the same numbers is older than they are; any other addition is newer.
            : a.Part == ApkVersionPart.Suffix && a.Take() < 0 ? -1
            : b.Part == ApkVersionPart.Suffix && b.Take() < 0 ? 1
            : b.Part.CompareTo(a.Part);
    }

    private static int TakeCommits(ref ApkVersionCursor a, ref ApkVersionCursor b) =>
        a.TakeCommit().SequenceCompareTo(b.TakeCommit());
}
