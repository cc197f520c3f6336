using SupplyChain.Gate.Publication;
using SupplyChain.Gate.Releases;
using SupplyChain.Images;

namespace SupplyChain.Gate.Deployment;

/// <summary>What is in a gated folder, read once.</summary>
/// <param name="Files">The files but the verdict, sorted by name.</param>
/// <param name="Verdict">The content of the verdict's file; null where there is none.</param>
/// <param name="Surprises">What has no place in the folder: links, empty folders, as sentences.</param>
internal sealed record GatedFolderContent(
    IReadOnlyList<GatedFile> Files,
    ReadOnlyMemory<byte>? Verdict,
    IReadOnlyList<string> Surprises
)
{
    private const long LargestTotal = 512L * 1024 * 1024;

    /// <summary>Reads the folder.</summary>
    /// <exception cref="ConfigurationException">It does not exist or can't be read, or is larger than 512 MiB.</exception>
    public static GatedFolderContent Read(string folder)
    {
        var reader = new Reader();
        try
        {
            reader.Read(new DirectoryInfo(folder), "");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                "deploy.folder",
                $"The gated folder {Printable.Quote(folder)} can't be read; give the folder that the gate wrote.",
                error
            );
        }

        return new GatedFolderContent(
            [.. reader.Files.OrderBy(file => file.Name, StringComparer.Ordinal)],
            reader.Verdict,
            [.. reader.Surprises.Order(StringComparer.Ordinal)]
        );
    }

    private sealed class Reader
    {
        private long total;

        public List<GatedFile> Files { get; } = [];

        public List<string> Surprises { get; } = [];

        public ReadOnlyMemory<byte>? Verdict { get; private set; }

        public void Read(DirectoryInfo folder, string prefix)
        {
            var before = Files.Count;
            foreach (
                var entry in folder.EnumerateFileSystemInfos(
                    "*",
                    new EnumerationOptions { AttributesToSkip = FileAttributes.None }
                )
            )
            {
                var name = prefix + entry.Name;
                if (entry.LinkTarget is not null || (entry.Attributes & FileAttributes.ReparsePoint) != 0)
                {
                    Surprises.Add($"{Printable.Quote(name)} is a link.");
                }
                else if (entry is DirectoryInfo inner)
                {
                    Read(inner, $"{name}/");
                }
                else
                {
                    Add(name, ReadFile((FileInfo)entry));
                }
            }

            if (prefix.Length > 0 && Files.Count == before)
            {
                Surprises.Add($"{Printable.Quote(prefix)} is a folder without a manifest.");
            }
        }

        private void Add(string name, byte[] content)
        {
            if (name == GatedFolder.VerdictFile)
            {
                Verdict = content;
            }
            else
            {
                Files.Add(new GatedFile(name, content));
            }
        }

        private byte[] ReadFile(FileInfo file)
        {
            total += file.Length;
            return total <= LargestTotal
                ? File.ReadAllBytes(file.FullName)
                : throw new ConfigurationException(
                    "deploy.folder",
                    $"The gated folder holds more than {LargestTotal} bytes at {Printable.Quote(file.FullName)}; gate fewer manifests at once."
                );
        }
    }
}
