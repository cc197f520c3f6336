using System.Diagnostics.CodeAnalysis;
using SupplyChain.Images.Streams;
using ZstdSharp;

namespace SupplyChain.Images.Archives;

/// <summary>A tar file, plain or compressed with gzip or zstd, whose entries are read by name without unpacking it to disk.</summary>
[SuppressMessage("Reliability", "CA2000", Justification = "Streams go to the caller, who disposes them.")]
internal sealed class TarArchive
{
    private const int MostLinks = 8;

    private readonly bool isCompressed;
    private readonly Dictionary<string, TarArchiveEntry> entries;

    private TarArchive(string path, bool isCompressed, Dictionary<string, TarArchiveEntry> entries)
    {
        Path = path;
        this.isCompressed = isCompressed;
        this.entries = entries;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Reads through the file once.</summary>
    /// <exception cref="ConfigurationException">The file cannot be opened.</exception>
    /// <exception cref="UndeterminedException">It is not a tar.</exception>
    public static async Task<TarArchive> OpenAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = Open(path);
            var start = new byte[Decompression.MagicLength];
            var length = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
            var isCompressed = Decompression.IsCompressed(start.AsSpan(0, length));
            file.Position = 0;
            await using var unpacked = isCompressed ? await UnpackAsync(file, path, cancellationToken) : file;
            return new TarArchive(path, isCompressed, await TarArchiveIndexer.ReadAsync(unpacked, path, cancellationToken));
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or ZstdException)
        {
            throw Malformed(path, error.Message, error);
        }
    }

    /// <summary>The entry of this name, links followed; null where there is none.</summary>
    /// <exception cref="UndeterminedException">The name stands for several entries, or for links without end.</exception>
    public TarArchiveEntry? Find(string name)
    {
        for (var links = 0; links <= MostLinks; links++)
        {
            var entry = entries.GetValueOrDefault(name);
            if (entry is { IsAmbiguous: true })
            {
                throw Malformed(Path, $"it has {Printable.Quote(name)} several times");
            }

            if (entry?.Target is not { } target)
            {
                return entry;
            }

            name = target;
        }

        throw Malformed(Path, $"{Printable.Quote(name)} is a link to itself");
    }

    /// <summary>Opens an entry's content.</summary>
    public async Task<Stream> OpenAsync(TarArchiveEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Content is { } kept)
        {
            return new MemoryStream(kept.ToArray(), writable: false);
        }

        var file = Open(Path);
        try
        {
            if (!isCompressed)
            {
                file.Position = entry.Offset;
                return new LimitedStream(file, entry.Length);
            }

            var unpacked = await UnpackAsync(file, Path, cancellationToken);
            await unpacked.SkipAsync(entry.Offset, cancellationToken);
            return new LimitedStream(unpacked, entry.Length);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or ZstdException)
        {
            await file.DisposeAsync();
            throw Malformed(Path, error.Message, error);
        }
    }

    /// <summary>The error for an archive that is not as it should be.</summary>
    public static UndeterminedException Malformed(string path, string problem, Exception? inner = null) =>
        new("image.archive", $"{path} is not an image archive that can be read: {problem}; save the image again.", inner);

    private static async Task<Stream> UnpackAsync(FileStream file, string path, CancellationToken cancellationToken) =>
        new BoundedStream(await Decompression.OpenAsync(file, cancellationToken), file.Length, path);

    private static FileStream Open(string path)
    {
        try
        {
            var file = IsPipe(path) ? null : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return file is { CanSeek: true }
                ? file
                : throw new ConfigurationException(
                    "image.archive-unreadable",
                    $"{path} is a pipe or a device, and an archive is read in several places; save it to a file."
                );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException("image.archive-unreadable", $"{path} cannot be read: {error.Message}", error);
        }
    }

    // To open one waits until somebody writes to it.
    private static bool IsPipe(string path)
    {
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        return File.Exists(target) && new FileInfo(target).Length == 0 && !FileProbe.IsEmptyFile(target);
    }
}
