using SupplyChain.Images;
using SupplyChain.Manifests.Yaml;
using SupplyChain.Tools;

namespace SupplyChain.Manifests.Rendering;

/// <summary>
/// Reads manifests as they will reach the cluster: charts through <c>helm template</c> and kustomizations through
/// <c>kustomize build</c>, where those programs are found; files packed with gzip too.
/// </summary>
/// <param name="runner">Runs the programs.</param>
/// <param name="find">Finds a program by name; null where it is not installed.</param>
public sealed class ManifestLoader(ToolRunner runner, Func<string, ExternalTool?> find)
{
    /// <summary>Reads files and folders; a folder gives its charts, its kustomizations, and what belongs to neither.</summary>
    /// <param name="paths">Paths; <c>-</c> reads <paramref name="standardInput"/>.</param>
    /// <param name="standardInput">What <c>-</c> stands for; null where that is not offered.</param>
    /// <param name="cancellationToken">Ends the programs.</param>
    /// <exception cref="ConfigurationException">A path cannot be read, a folder has no manifests, or there is nothing in the files.</exception>
    /// <remarks>What could not be rendered is in <see cref="ManifestSet.NotRendered"/>.</remarks>
    public async Task<ManifestSet> LoadAsync(
        IEnumerable<string> paths,
        TextReader? standardInput,
        CancellationToken cancellationToken
    )
    {
        var files = new List<ManifestFile>();
        var notRendered = new List<YamlProblem>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (path == "-")
            {
                files.Add(ManifestFile.Parse("-", ManifestPaths.FromInput(standardInput)));
                continue;
            }

            var folder = Directory.Exists(path) ? SourceFolder.Read(path) : new SourceFolder([], [], [path]);
            foreach (var chart in folder.Charts)
            {
                await RenderAsync(chart, new HelmRendering(chart), files, notRendered, cancellationToken);
            }

            foreach (var kustomization in folder.Kustomizations)
            {
                await RenderAsync(kustomization, new KustomizeRendering(kustomization), files, notRendered, cancellationToken);
            }

            files.AddRange(folder.Files.Where(file => seen.Add(Path.GetFullPath(file))).Select(Read));
        }

        return ManifestSet.NotEmpty(new ManifestSet(files) { NotRendered = notRendered });
    }

    private static ManifestFile Read(string path)
    {
        var name = path.Replace('\\', '/');
        return ManifestPaths.IsPacked(path)
            ? ManifestFile.ParseDerived(name, ManifestPaths.FromPacked(path))
            : ManifestFile.Parse(name, ManifestPaths.FromFile(path));
    }

    private async Task RenderAsync(
        string folder,
        IRendering rendering,
        List<ManifestFile> files,
        List<YamlProblem> notRendered,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var name = folder.Replace('\\', '/');
            if (rendering.Programs.Select(find).FirstOrDefault(found => found is not null) is not { } tool)
            {
                notRendered.Add(
                    Problem(
                        rendering,
                        $"'{name}' was not rendered, for {rendering.Programs[0]} is not installed.",
                        $"Install {rendering.Programs[0]}, or render it yourself and lint the output."
                    )
                );
                return;
            }

            var result = await runner.RunAsync(tool, Call(folder, rendering, tool), cancellationToken);
            if (result.ExitCode == 0)
            {
                files.Add(ManifestFile.ParseDerived(name, result.Output, rendering.OriginOf));
                return;
            }

            notRendered.Add(
                Problem(
                    rendering,
                    $"'{name}' was not rendered, for {tool.Name} failed: {FirstLine(result.Error)}",
                    $"Run {tool.Name} on it and correct what it says."
                )
            );
        }
        finally
        {
            rendering.Clean();
        }
    }

    private static ToolCall Call(string folder, IRendering rendering, ExternalTool tool) =>
        new()
        {
            Arguments = rendering.Arguments(tool),
            WorkingDirectory = Path.GetFullPath(folder),
            KeptOutput = YamlLimits.Characters,
        };

    private static YamlProblem Problem(IRendering rendering, string message, string remedy) =>
        new(YamlProblemKind.NotRendered, message, remedy, rendering.MainFile.Replace('\\', '/'), new TextPosition(0, 1, 1));

    private static string FirstLine(string error) =>
        error.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) is { } line
            ? Printable.Line(line)
            : "it printed no reason.";
}
