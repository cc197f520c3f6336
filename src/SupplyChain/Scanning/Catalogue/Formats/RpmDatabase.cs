namespace SupplyChain.Scanning.Catalogue.Formats;

/// <summary>The packages of an rpm database of any kind: SQLite, rpm's own, Berkeley DB.</summary>
internal static class RpmDatabase
{
    // Beside the packages a Berkeley database holds one number: the last one that was given to a package.
    private const int SmallestHeader = 24;

    /// <summary>The headers of the installed packages.</summary>
    /// <exception cref="InvalidDataException">The database is malformed, or of no such kind.</exception>
    public static IEnumerable<RpmHeader> Read(ReadOnlyMemory<byte> content)
    {
        var values =
            SqliteTable.Is(content.Span) ? SqliteTable.Column(content, "Packages", 1)
            : NdbPackages.Is(content.Span) ? NdbPackages.Values(content)
            : BerkeleyHash.Is(content) ? BerkeleyHash.Values(content).Where(value => value.Length >= SmallestHeader)
            : throw new InvalidDataException("it is no package database of rpm");
        var all = 0L;
        foreach (var value in values)
        {
            // Packages that share their bytes could be as many as somebody likes.
            all += value.Length;
            yield return all <= content.Length
                ? RpmHeader.Parse(value)
                : throw new InvalidDataException("its packages are together larger than itself");
        }
    }

    /// <summary>Whether an index of an SQLite database names a package whose row is gone; the other kinds have theirs in files of their own.</summary>
    /// <exception cref="InvalidDataException">The database is malformed.</exception>
    public static bool LacksPackages(ReadOnlyMemory<byte> content) =>
        SqliteTable.Is(content.Span)
        && SqliteTable.Numbers(content, "Name", 1).Except(SqliteTable.RowNumbers(content, "Packages")).Any();
}
