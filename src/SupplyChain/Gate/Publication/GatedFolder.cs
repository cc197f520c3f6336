using SupplyChain.Gate.Releases;
using SupplyChain.Images;

namespace SupplyChain.Gate.Publication;

/// <summary>The folder with the judged manifests and their verdict. It is there whole, or not at all.</summary>
public static class GatedFolder
{
    /// <summary>Name of the file with the verdict's bundle; <c>kubectl apply</c> passes over its extension.</summary>
    public const string VerdictFile = "verdict.jsonl";

    /// <summary>Writes the folder, replacing one that was written before.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="files">The manifests.</param>
    /// <param name="verdict">The content of <see cref="VerdictFile"/>; null for none, and then the folder can't be deployed.</param>
    /// <exception cref="ConfigurationException">The folder holds something else, or can't be written.</exception>
    public static void Write(string folder, IReadOnlyList<GatedFile> files, ReadOnlyMemory<byte>? verdict)
    {
        var parent = Path.GetDirectoryName(Path.GetFullPath(folder))!;
        var temporary = Path.Combine(parent, $".{Path.GetRandomFileName()}.partial");
        try
        {
            foreach (var (name, content) in files.Select(file => (file.Name, file.Content)))
            {
                WriteFile(Path.Combine(temporary, name), content);
            }

            if (verdict is { } bundle)
            {
                WriteFile(Path.Combine(temporary, VerdictFile), bundle);
            }

            Remove(folder);
            Directory.Move(temporary, folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(folder, error.Message, error);
        }
        finally
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }

    /// <summary>Removes the folder, where it is one that was written here.</summary>
    /// <exception cref="ConfigurationException">It holds something else, or can't be removed.</exception>
    public static void Remove(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        var foreign = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).FirstOrDefault(file => !IsOurs(file));
        if (foreign is not null)
        {
            throw NotWritable(folder, $"it holds {Printable.Quote(Path.GetFileName(foreign))}, which is no manifest", null);
        }

        // Renamed first, so that a killed run leaves no folder with a part of the files.
        var discarded = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(folder))!, $".{Path.GetRandomFileName()}.partial");
        try
        {
            Directory.Move(folder, discarded);
            Directory.Delete(discarded, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(folder, error.Message, error);
        }
    }

    private static bool IsOurs(string file) =>
        Path.GetExtension(file) is ".yaml" or ".yml" or ".json" || Path.GetFileName(file) == VerdictFile;

    private static void WriteFile(string path, ReadOnlyMemory<byte> content)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content.Span);
    }

    private static ConfigurationException NotWritable(string folder, string why, Exception? inner) =>
        new(
            "gate.output",
            $"{Printable.Quote(folder)} can't be written anew, since {why.TrimEnd('.')}; give another folder for the output, or remove this one.",
            inner
        );
}
