namespace SupplyChain.Gate.Releases;

/// <summary>The names that manifest files get in the gated folder: relative to the folder that was given, else the bare name.</summary>
internal sealed class ReleaseFileNames(IReadOnlyList<string> paths)
{
    // kubectl takes files with these extensions from a folder, and no others.
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    public string Of(string file)
    {
        var name = file == "-" ? "manifests.yaml" : Relative(file);
        return Extensions.Contains(Path.GetExtension(name), StringComparer.Ordinal) ? name : $"{name}.yaml";
    }

    private string Relative(string file)
    {
        var full = Path.GetFullPath(file);
        var folder = paths
            .Where(path => path != "-" && Directory.Exists(path))
            .Select(path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)) + Path.DirectorySeparatorChar)
            .FirstOrDefault(path => full.StartsWith(path, StringComparison.Ordinal));
        return folder is null ? Path.GetFileName(file) : full[folder.Length..].Replace('\\', '/');
    }
}
