using SupplyChain.Scanning.Catalogue.Formats;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>The modules that are linked into a program of Go (go.dev/src/runtime/debug/mod.go, "BuildInfo").</summary>
internal static class GoModules
{
    /// <summary>The modules and the standard library.</summary>
    public static IEnumerable<Package> Packages(GoBuildInfo info, string path)
    {
        var modules = new List<(string Name, string Version)>();
        foreach (var line in info.Modules.Split('\n'))
        {
            var parts = line.Split('\t');
            if (parts is ["mod" or "dep", { Length: > 0 } name, var version, ..])
            {
                modules.Add((name, version));
            }
            else if (parts is ["=>", { Length: > 0 } other, { Length: > 0 } its, ..] && modules.Count > 0)
            {
                // A module in a folder of the builder has no version, and stays what it replaced.
                modules[^1] = (other, its);
            }
        }

        return modules
            .Select(module => PackageOf(module.Name, module.Version, path))
            .Prepend(StandardLibrary(info.GoVersion, path));
    }

    // "go1.22.1", and after a space what the tool chain was built with.
    private static Package StandardLibrary(string version, string path) =>
        PackageOf("stdlib", version.Split(' ')[0] is ['g', 'o', .. var number] ? number : version, path);

    private static Package PackageOf(string name, string version, string path) =>
        new()
        {
            Name = Plain.Text(name),
            Version = Plain.Text(version),
            Type = "golang",
            Location = path,
        };
}
