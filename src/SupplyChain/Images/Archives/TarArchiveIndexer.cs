using SupplyChain.Images.Streams;
using SupplyChain.Images.Tar;

namespace SupplyChain.Images.Archives;

/// <summary>Reads through a tar file once and notes where everything is, within bounds.</summary>
internal sealed class TarArchiveIndexer
{
    private const int MostEntries = 100_000;
    private const int MostNameCharacters = 16 * 1024 * 1024;
    private const int LargestKept = 64 * 1024;
    private const int LargestKeptInAll = 32 * 1024 * 1024;

    private readonly Dictionary<string, TarArchiveEntry> entries = new(StringComparer.Ordinal);
    private readonly string path;
    private readonly bool keepsContent;
    private int count;
    private long names;
    private long kept;

    private TarArchiveIndexer(string path, bool keepsContent)
    {
        this.path = path;
        this.keepsContent = keepsContent;
    }

    /// <summary>Reads through the unpacked tar.</summary>
    /// <param name="tar">The tar. Where it can be sought in, contents are jumped over; else small ones are kept.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="UndeterminedException">It is not a tar, has too many entries, or an entry that leads out of it.</exception>
    public static async Task<Dictionary<string, TarArchiveEntry>> ReadAsync(
        Stream tar,
        string path,
        CancellationToken cancellationToken
    )
    {
        var indexer = new TarArchiveIndexer(path, keepsContent: !tar.CanSeek);
        using var walk = new TarWalk(tar, path);
        while (await walk.NextAsync(cancellationToken) is { } item)
        {
            await indexer.AddAsync(walk, item, cancellationToken);
        }

        return indexer.entries;
    }

    private async Task AddAsync(TarWalk walk, TarItem item, CancellationToken cancellationToken)
    {
        names += item.Name.Length + item.LinkTarget.Length;
        if (++count > MostEntries || names > MostNameCharacters)
        {
            throw TarArchive.Malformed(
                path,
                $"it has more than {MostEntries} entries, or more than {MostNameCharacters} characters of names"
            );
        }

        if (LeadsOut(item.Name))
        {
            throw TarArchive.Malformed(
                path,
                $"it has an entry {Printable.Quote(item.Name)}, which leads out of it or names no file"
            );
        }

        var name = Normalize(item.Name);
        var found = item.Kind switch
        {
            TarKind.SymbolicLink => new TarArchiveEntry(0, 0, MediaTypes.OciLayer) { Target = Beside(name, item.LinkTarget) },
            TarKind.HardLink => new TarArchiveEntry(0, 0, MediaTypes.OciLayer) { Target = Normalize(item.LinkTarget) },
            TarKind.File => await ReadFileAsync(walk, item.Size, cancellationToken),
            _ => null,
        };
        if (found is not null)
        {
            entries[name] = entries.ContainsKey(name) ? found with { IsAmbiguous = true } : found;
        }
    }

    private async ValueTask<TarArchiveEntry> ReadFileAsync(TarWalk walk, long size, CancellationToken cancellationToken)
    {
        var offset = walk.ContentOffset;
        if (size == 0 || (keepsContent && size <= LargestKept && kept + size <= LargestKeptInAll))
        {
            kept += size;
            var content = (await walk.ReadContentAsync(cancellationToken)).ToArray();
            return new TarArchiveEntry(offset, size, Decompression.LayerType(content)) { Content = content };
        }

        var start = await walk.PeekAsync(Decompression.MagicLength, cancellationToken);
        return new TarArchiveEntry(offset, size, Decompression.LayerType(start.Span));
    }

    // Nothing is ever written under these names; but no honest archive has one, and other programs would write there.
    private static bool LeadsOut(string name) =>
        name.StartsWith('/') || name.Any(char.IsControl) || name.Split('/', '\\').Contains("..");

    private static string Normalize(string name) => name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;

    // The target of a symbolic link, as a name in the archive; a name only, never a path on disk.
    private static string Beside(string name, string target)
    {
        var parts = new List<string>(name.Split('/')[..^1]);
        foreach (var part in target.Split('/').Where(part => part is not ("" or ".")))
        {
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        return string.Join('/', parts);
    }
}
