namespace SupplyChain.Scanning.Catalogue.Formats;

/// <summary>The packages of an rpm database of any kind: SQLite, rpm's own, Berkeley DB.</summary>
internal static class RpmDatabase
{
    // Beside the packages a Berkeley database holds one number: the last one that was given to a package.
    private const int SmallestHeader = 24;

    /// <summary>The headers of the installed packages.</summary>
    /// <exception cref="InvalidDataException">The database is malformed, or of no such kind.</exception>
    public static IEnumerable<RpmHeader> Read(ReadOnlyMemory<byte> content) =>
        SqliteTable.Is(content.Span) ? SqliteTable.Column(content, "Packages", 1).Select(RpmHeader.Parse)
        : NdbPackages.Is(content.Span) ? NdbPackages.Values(content).Select(RpmHeader.Parse)
        : BerkeleyHash.Is(content)
            ? BerkeleyHash.Values(content).Where(value => value.Length >= SmallestHeader).Select(RpmHeader.Parse)
        : throw new InvalidDataException("it is no package database of rpm");
}
