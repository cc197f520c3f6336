namespace SupplyChain.Scanning.Catalogue;

/// <summary>The log of an SQLite database of rpm: what it holds is newer than the database, and not in it yet (sqlite.org/wal.html).</summary>
internal sealed class RpmLogReader : FileReader
{
    /// <inheritdoc />
    public override int LargestFile => int.MaxValue;

    /// <inheritdoc />
    public override bool Accepts(string path) =>
        path.EndsWith(".sqlite-wal", StringComparison.Ordinal) && RpmReader.Databases.Contains(path[..^"-wal".Length]);

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content) =>
        content.IsEmpty
            ? FileFacts.None
            : FileFacts.Unreadable(path, "it holds changes that are not in the package database yet; run 'rpm --rebuilddb'");
}
