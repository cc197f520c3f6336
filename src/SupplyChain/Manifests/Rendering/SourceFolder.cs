namespace SupplyChain.Manifests.Rendering;

/// <summary>A folder of sources, parted into what is rendered and what is read as it stands.</summary>
/// <param name="Charts">Folders of charts that are in no other chart.</param>
/// <param name="Kustomizations">Folders of kustomizations that no other one in the folder builds on.</param>
/// <param name="Files">Files of manifests that belong to none of them, sorted.</param>
internal sealed record SourceFolder(
    IReadOnlyList<string> Charts,
    IReadOnlyList<string> Kustomizations,
    IReadOnlyList<string> Files
)
{
    /// <summary>Reads a folder.</summary>
    /// <exception cref="ConfigurationException">There is nothing in it.</exception>
    public static SourceFolder Read(string folder)
    {
        // Folders whose name begins with a dot hold tools' own files, such as .git.
        var options = new EnumerationOptions
        {
            AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
            RecurseSubdirectories = true,
        };
        var all = Directory.EnumerateFiles(folder, "*", options).Order(StringComparer.Ordinal).ToList();
        var charts = all.Where(file => Path.GetFileName(file) == "Chart.yaml").Select(FolderOf).ToList();
        charts = [.. charts.Where(chart => !charts.Exists(other => other != chart && IsIn(chart, other)))];
        var rest = all.Where(file => !charts.Exists(chart => IsIn(file, chart))).ToList();
        var kustomizations = rest.Where(KustomizationFile.Is)
            .Select(file => (File: file, Root: KustomizationFile.Read(file)))
            .ToList();
        var named = kustomizations
            .SelectMany(kustomization => KustomizationFile.Named(kustomization.File, kustomization.Root))
            .ToHashSet(StringComparer.Ordinal);
        var found = new SourceFolder(
            charts,
            [
                .. kustomizations
                    .Where(kustomization => !KustomizationFile.IsComponent(kustomization.Root))
                    .Select(kustomization => FolderOf(kustomization.File))
                    .Where(path => !named.Contains(Path.GetFullPath(path))),
            ],
            [
                .. rest.Where(ManifestPaths.IsManifest)
                    .Where(file => !KustomizationFile.Is(file) && !named.Contains(Path.GetFullPath(file))),
            ]
        );
        return found.Charts.Count + found.Kustomizations.Count + found.Files.Count > 0
            ? found
            : throw new ConfigurationException(
                "manifests.none",
                $"'{folder}' has no .yaml, .yml or .json file below it; name the folder of the manifests."
            );
    }

    private static string FolderOf(string file) => Path.GetDirectoryName(file)!;

    private static bool IsIn(string path, string folder) =>
        path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
