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
    /// <param name="standardInput">What <c>-</c> stands for, packed with gzip or not; null where that is not offered.</param>
    /// <param name="cancellationToken">Ends the programs.</param>
    /// <exception cref="ConfigurationException">A path cannot be read, a folder has no manifests, or there is nothing in the files.</exception>
    /// <remarks>What could not be rendered is in <see cref="ManifestSet.NotRendered"/>.</remarks>
    public async Task<ManifestSet> LoadAsync(
        IEnumerable<string> paths,
        Stream? standardInput,
        CancellationToken cancellationToken
    )
    {
        var sources = SourcesOf(paths, standardInput);
        // Programs and our own reading side by side; what a source comes to does not depend on the others.
        var results = await ParallelList.OfAsync(sources.Count, index => sources[index](cancellationToken));
        return ManifestSet.NotEmpty(
            new ManifestSet([.. results.Select(result => result.File).OfType<ManifestFile>()])
            {
                NotRendered = [.. results.Select(result => result.NotRendered).OfType<YamlProblem>()],
            }
        );
    }

    /// <summary>What there is to read, in the order of the paths, each as the work of reading it.</summary>
    private List<Func<CancellationToken, Task<LoadedSource>>> SourcesOf(IEnumerable<string> paths, Stream? standardInput)
    {
        var sources = new List<Func<CancellationToken, Task<LoadedSource>>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var folder =
                path != ManifestPaths.Input && Directory.Exists(path)
                    ? SourceFolder.Read(path)
                    : new SourceFolder([], [], [path]);
            sources.AddRange(folder.Charts.Select(chart => Rendered(chart, () => new HelmRendering(chart))));
            sources.AddRange(folder.Kustomizations.Select(found => Rendered(found, () => new KustomizeRendering(found))));
            sources.AddRange(
                folder
                    .Files.Where(file => seen.Add(Path.GetFullPath(file)))
                    .Select(file => Read(() => ManifestPaths.ReadUnpacked(file, standardInput)))
            );
        }

        return sources;
    }

    private static Func<CancellationToken, Task<LoadedSource>> Read(Func<ManifestFile> read) =>
        _ => Task.FromResult(new LoadedSource(read(), null));

    private Func<CancellationToken, Task<LoadedSource>> Rendered(string folder, Func<IRendering> start) =>
        async cancellationToken =>
        {
            var rendering = start();
            try
            {
                return await RenderAsync(folder, rendering, cancellationToken);
            }
            finally
            {
                rendering.Clean();
            }
        };

    private async Task<LoadedSource> RenderAsync(string folder, IRendering rendering, CancellationToken cancellationToken)
    {
        var name = folder.Replace('\\', '/');
        if (rendering.Programs.Select(find).FirstOrDefault(found => found is not null) is not { } tool)
        {
            return NotRendered(
                rendering,
                $"'{name}' was not rendered, for {rendering.Programs[0]} is not installed.",
                $"Install {rendering.Programs[0]}, or render it yourself and lint the output."
            );
        }

        var result = await runner.RunAsync(tool, Call(folder, rendering, tool), cancellationToken);
        return result.ExitCode == 0
            ? new LoadedSource(ManifestFile.ParseDerived(name, result.Output, rendering.OriginOf), null)
            : NotRendered(
                rendering,
                $"'{name}' was not rendered, for {tool.Name} failed: {FirstLine(result.Error)}",
                $"Run {tool.Name} on it and correct what it says."
            );
    }

    private static ToolCall Call(string folder, IRendering rendering, ExternalTool tool) =>
        new()
        {
            Arguments = rendering.Arguments(tool),
            WorkingDirectory = Path.GetFullPath(folder),
            KeptOutput = YamlLimits.Characters,
        };

    private static LoadedSource NotRendered(IRendering rendering, string message, string remedy) =>
        new(
            null,
            new YamlProblem(
                YamlProblemKind.NotRendered,
                message,
                remedy,
                rendering.MainFile.Replace('\\', '/'),
                new TextPosition(0, 1, 1)
            )
        );

    private static string FirstLine(string error) =>
        error.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) is { } line
            ? Printable.Line(line)
            : "it printed no reason.";
}
