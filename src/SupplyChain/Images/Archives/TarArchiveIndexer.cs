using System.Formats.Tar;
using SupplyChain.Images.Streams;

namespace SupplyChain.Images.Archives;

/// <summary>Reads through a tar file once and notes where everything is.</summary>
internal static class TarArchiveIndexer
{
    private const int MostEntries = 100_000;
    private const int LargestKept = 64 * 1024;
    private const int LargestKeptInAll = 32 * 1024 * 1024;

    /// <summary>Reads through the unpacked tar.</summary>
    /// <param name="tar">The tar. Where it can be sought in, contents are jumped over; else small ones are kept.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InvalidDataException">It is not a tar, or has too many entries.</exception>
    public static async Task<Dictionary<string, TarArchiveEntry>> ReadAsync(Stream tar, CancellationToken cancellationToken)
    {
        var entries = new Dictionary<string, TarArchiveEntry>(StringComparer.Ordinal);
        await using var counted = new CountingStream(tar);
        await using var reader = new TarReader(tar.CanSeek ? tar : counted, leaveOpen: true);
        var kept = 0L;
        while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            var name = Normalize(entry.Name);
            var found = entry.EntryType switch
            {
                TarEntryType.SymbolicLink => new TarArchiveEntry(0, 0, MediaTypes.OciLayer)
                {
                    Target = Beside(name, entry.LinkName),
                },
                TarEntryType.HardLink => new TarArchiveEntry(0, 0, MediaTypes.OciLayer) { Target = Normalize(entry.LinkName) },
                TarEntryType.RegularFile or TarEntryType.V7RegularFile => await ReadFileAsync(
                    entry,
                    tar.CanSeek ? entry.DataOffset : counted.Count,
                    keep: !tar.CanSeek && kept + entry.Length <= LargestKeptInAll,
                    cancellationToken
                ),
                _ => null,
            };
            if (found is not null)
            {
                kept += found.Content?.Length ?? 0;
                entries[name] = entries.ContainsKey(name) ? found with { IsAmbiguous = true } : found;
            }

            if (entries.Count > MostEntries)
            {
                throw new InvalidDataException($"it has more than {MostEntries} entries");
            }
        }

        return entries;
    }

    private static async Task<TarArchiveEntry> ReadFileAsync(
        TarEntry entry,
        long offset,
        bool keep,
        CancellationToken cancellationToken
    )
    {
        if (entry.DataStream is not { } data)
        {
            return new TarArchiveEntry(offset, 0, MediaTypes.OciLayer) { Content = ReadOnlyMemory<byte>.Empty };
        }

        var isKept = keep && entry.Length <= LargestKept;
        var start = new byte[isKept ? entry.Length : Math.Min(Decompression.MagicLength, entry.Length)];
        await data.ReadExactlyAsync(start, cancellationToken);
        return new TarArchiveEntry(offset, entry.Length, Decompression.LayerType(start))
        {
            Content = isKept ? new ReadOnlyMemory<byte>(start) : default(ReadOnlyMemory<byte>?),
        };
    }

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
