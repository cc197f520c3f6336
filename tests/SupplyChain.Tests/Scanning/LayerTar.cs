using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace SupplyChain.Tests.Scanning;

/// <summary>Builds the tar of a layer, entry by entry.</summary>
internal sealed class LayerTar
{
    private readonly List<TarEntry> entries = [];

    public LayerTar File(string name, string text) => File(name, Encoding.UTF8.GetBytes(text));

    public LayerTar File(string name, byte[] content) =>
        Add(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });

    public LayerTar Folder(string name) => Add(new PaxTarEntry(TarEntryType.Directory, name));

    public LayerTar Link(string name, string target) =>
        Add(new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = target });

    public LayerTar HardLink(string name, string target) =>
        Add(new PaxTarEntry(TarEntryType.HardLink, name) { LinkName = target });

    public LayerTar Add(TarEntry entry)
    {
        entries.Add(entry);
        return this;
    }

    public byte[] Build()
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                if (entry.DataStream is { } data)
                {
                    data.Position = 0;
                }

                tar.WriteEntry(entry);
            }
        }

        return stream.ToArray();
    }

    public static byte[] Gzip(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return stream.ToArray();
    }
}
