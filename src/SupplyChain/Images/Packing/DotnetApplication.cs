using System.Text.Json;

namespace SupplyChain.Images.Packing;

/// <summary>
/// What <c>dotnet publish</c> says about a folder: which files come from the runtime and which from packages
/// (<c>*.deps.json</c>), and how the application starts (<c>*.runtimeconfig.json</c>). Empty for other folders.
/// </summary>
internal sealed class DotnetApplication
{
    private const string DependenciesSuffix = ".deps.json";
    private const string ConfigurationSuffix = ".runtimeconfig.json";
    private const int LargestFile = 32 * 1024 * 1024;

    private readonly HashSet<string> framework = new(StringComparer.Ordinal);
    private readonly HashSet<string> packages = new(StringComparer.Ordinal);
    private readonly List<(string Name, bool IsSelfContained)> programs = [];

    private DotnetApplication() { }

    /// <summary>Reads a folder.</summary>
    /// <exception cref="ConfigurationException">A file of .NET's in it is malformed.</exception>
    public static DotnetApplication Read(string folder)
    {
        var application = new DotnetApplication();
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            if (path.EndsWith(DependenciesSuffix, StringComparison.Ordinal))
            {
                Parse(path, application.AddDependencies);
            }
            else if (path.EndsWith(ConfigurationSuffix, StringComparison.Ordinal))
            {
                Parse(path, root => application.AddProgram(Path.GetFileName(path)[..^ConfigurationSuffix.Length], root));
            }
        }

        return application;
    }

    /// <summary>Which layer a file belongs to, by its path below the folder.</summary>
    public LayerPart PartOf(string name) =>
        framework.Contains(name) ? LayerPart.Framework
        : packages.Contains(name) ? LayerPart.Packages
        : LayerPart.Application;

    /// <summary>The program and its arguments; null where there is none or several.</summary>
    public IReadOnlyList<string>? EntryPoint =>
        programs is not [var (name, isSelfContained)] ? null
        : isSelfContained ? [$"./{name}"]
        : ["dotnet", $"{name}.dll"];

    private void AddProgram(string name, JsonElement root)
    {
        var options = root.GetProperty("runtimeOptions");
        programs.Add((name, options.TryGetProperty("includedFrameworks", out _)));
    }

    private void AddDependencies(JsonElement root)
    {
        var libraries = root.GetProperty("libraries");
        var target = root.GetProperty("runtimeTarget").GetProperty("name").GetString()!;
        foreach (var library in root.GetProperty("targets").GetProperty(target).EnumerateObject())
        {
            var type = libraries.GetProperty(library.Name).GetProperty("type").GetString();
            var files = type switch
            {
                "runtimepack" => framework,
                "package" => packages,
                _ => null,
            };
            files?.UnionWith(FilesOf(library.Value));
        }
    }

    // Publishing puts assets beside the program, texts for a language into its folder, and leaves those of several systems where they were.
    private static IEnumerable<string> FilesOf(JsonElement library) =>
        Assets(library, "runtime")
            .Concat(Assets(library, "native"))
            .Select(asset => LocalPath(asset) ?? Path.GetFileName(asset.Name))
            .Concat(
                Assets(library, "resources")
                    .Select(asset =>
                        LocalPath(asset) ?? $"{asset.Value.GetProperty("locale").GetString()}/{Path.GetFileName(asset.Name)}"
                    )
            )
            .Concat(Assets(library, "runtimeTargets").Select(asset => LocalPath(asset) ?? asset.Name));

    private static JsonElement.ObjectEnumerator Assets(JsonElement library, string kind) =>
        library.TryGetProperty(kind, out var assets) ? assets.EnumerateObject() : default;

    private static string? LocalPath(JsonProperty asset) =>
        asset.Value.TryGetProperty("localPath", out var path) ? path.GetString() : null;

    private static void Parse(string path, Action<JsonElement> read)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > LargestFile)
            {
                throw new JsonException($"it has {file.Length} bytes");
            }

            using var document = JsonDocument.Parse(file, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
            read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            var line = error is JsonException { LineNumber: { } number } ? $", line {number + 1}," : "";
            throw new ConfigurationException(
                "pack.dotnet",
                $"{Printable.Quote(path)}{line} is not as 'dotnet publish' writes it; publish the application again.",
                error
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                "pack.dotnet",
                $"{Printable.Quote(path)} cannot be read: {Printable.Line(error.Message.TrimEnd('.'))}; check its permissions.",
                error
            );
        }
    }
}
