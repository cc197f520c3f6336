using System.Text.Json;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// The NuGet packages of a .NET program or shared framework: <c>*.deps.json</c> (dotnet/sdk,
/// documentation/specs/runtime-configuration-file.md). A framework's file names the framework itself as a package of its runtime.
/// </summary>
internal sealed class DotnetDependenciesReader : IFileReader
{
    private const string RuntimePack = "runtimepack.";

    /// <inheritdoc />
    public int LargestFile => 16 * 1024 * 1024;

    /// <inheritdoc />
    public bool Accepts(string path) => path.EndsWith(".deps.json", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public FileFacts Read(string path, ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content, JsonText.Lenient);
            var root = document.RootElement;
            if (
                root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("libraries", out var libraries)
                || libraries.ValueKind != JsonValueKind.Object
            )
            {
                return FileFacts.Unreadable(path, "it has no libraries");
            }

            var used = TargetOf(root);
            var packages = libraries
                .EnumerateObject()
                .Where(library => used is null || used.Contains(library.Name))
                .Select(library => PackageOf(library, path))
                .OfType<Package>();
            return new FileFacts { Packages = [.. packages] };
        }
        catch (JsonException)
        {
            return FileFacts.Unreadable(path, "it is not valid JSON");
        }
    }

    // The libraries of the target that runs; null, which means all, where the file does not say which that is.
    private static HashSet<string>? TargetOf(JsonElement root) =>
        root.TryGetProperty("runtimeTarget", out var target)
        && (target.ValueKind == JsonValueKind.String ? target.GetString() : JsonText.Member(target, "name")) is { } name
        && root.TryGetProperty("targets", out var targets)
        && targets.ValueKind == JsonValueKind.Object
        && targets.TryGetProperty(name, out var libraries)
        && libraries.ValueKind == JsonValueKind.Object
            ? libraries.EnumerateObject().Select(library => library.Name).ToHashSet(StringComparer.OrdinalIgnoreCase)
            : null;

    private static Package? PackageOf(JsonProperty library, string path)
    {
        var slash = library.Name.IndexOf('/', StringComparison.Ordinal);
        var type = JsonText.Member(library.Value, "type");
        var name = slash < 1 ? "" : library.Name[..slash];
        name =
            type == "runtimepack" && name.StartsWith(RuntimePack, StringComparison.Ordinal) ? name[RuntimePack.Length..] : name;
        return type is not ("package" or "runtimepack") || name.Length == 0 || slash == library.Name.Length - 1
            ? null
            : new Package
            {
                Name = Plain.Text(name),
                Version = Plain.Text(library.Name[(slash + 1)..]),
                Type = "nuget",
                Location = path,
            };
    }
}
