using System.Text;
using SupplyChain.Scanning.Catalogue;

namespace SupplyChain.Tests.Scanning.Catalogue;

/// <summary>A file of a project as a directory has it.</summary>
internal static class ProjectFile
{
    /// <summary>What the reader for this path makes of the text.</summary>
    public static FileFacts Read(string path, string text) =>
        FileReaders.ForDirectories.For(path)!.Read(path, Encoding.UTF8.GetBytes(text));

    /// <summary>The packages as "name@version", sorted.</summary>
    public static string Names(FileFacts facts) =>
        string.Join(
            ' ',
            facts.Packages.Select(package => $"{package.Name}@{package.Version}".ToLowerInvariant()).Order(StringComparer.Ordinal)
        );
}
