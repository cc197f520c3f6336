using System.Text.Json;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// The NuGet packages of a .NET program or shared framework as <c>deps.json</c> has them (dotnet/sdk,
/// documentation/specs/runtime-configuration-file.md). A framework's file names the framework itself as a package of its runtime.
/// </summary>
internal static class DotnetDependencies
{
    private const string RuntimePack = "runtimepack.";

    /// <summary>Reads the content of such a file.</summary>
    /// <param name="path">The file that names the packages.</param>
    /// <param name="content">The JSON text.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static FileFacts Read(string path, ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content, JsonText.Lenient);
        var root = document.RootElement;
        if (JsonText.Child(root, "libraries") is not { ValueKind: JsonValueKind.Object } libraries)
        {
            return FileFacts.Unreadable(path, "it has no libraries");
        }

        var used = TargetOf(root);
        var packages = libraries
            .EnumerateObject()
            .Where(library => used is null || used.ContainsKey(library.Name))
            .Select(library => PackageOf(library, used?.GetValueOrDefault(library.Name) ?? [], path))
            .OfType<Package>();
        return new FileFacts { Packages = [.. packages] };
    }

    // The libraries of the target that runs, and what each needs; null, which means all, where the file does not say which that is.
    private static Dictionary<string, IReadOnlyList<string>>? TargetOf(JsonElement root)
    {
        if (
            JsonText.Child(root, "runtimeTarget") is not { } target
            || (target.ValueKind == JsonValueKind.String ? target.GetString() : JsonText.Member(target, "name")) is not { } name
            || JsonText.Child(JsonText.Child(root, "targets") ?? default, name)
                is not { ValueKind: JsonValueKind.Object } libraries
        )
        {
            return null;
        }

        var used = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var library in libraries.EnumerateObject())
        {
            used[library.Name] = [.. JsonText.Members(library.Value, "dependencies").Select(dependency => dependency.Name)];
        }

        return used;
    }

    private static Package? PackageOf(JsonProperty library, IReadOnlyList<string> requires, string path)
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
                Hashes = PackageHash.OfIntegrity(JsonText.Member(library.Value, "sha512")),
                Requires = requires,
            };
    }
}
