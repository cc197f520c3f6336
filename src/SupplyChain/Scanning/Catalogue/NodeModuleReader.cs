using System.Text.Json;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>An installed npm package: <c>package.json</c> right below its folder in <c>node_modules</c> (docs.npmjs.com, package.json).</summary>
internal sealed class NodeModuleReader : FileReader
{
    private const string File = "/package.json";

    /// <inheritdoc />
    public override int LargestFile => 4 * 1024 * 1024;

    /// <inheritdoc />
    public override bool Accepts(string path) => path.EndsWith(File, StringComparison.Ordinal) && ModuleName(path) is not null;

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content.Span.StartsWith("\ufeff"u8) ? content[3..] : content, JsonText.Lenient);
        var root = document.RootElement;
        var name = JsonText.Member(root, "name") ?? ModuleName(path)!;
        return JsonText.Member(root, "version") is { Length: > 0 } version
            ? new FileFacts { Packages = [PackageOf(root, name, version, path)] }
            : new FileFacts(); // never published: a fixture of a test, or a part of the program itself
    }

    private static Package PackageOf(JsonElement root, string name, string version, string path) =>
        new()
        {
            Name = Plain.Text(name),
            Version = Plain.Text(version),
            Type = "npm",
            Location = path,
            Licenses = [.. LicensesOf(root).Select(Plain.Text)],
        };

    // Old packages have an object, or a list of objects, where newer ones have an SPDX expression.
    private static IEnumerable<string> LicensesOf(JsonElement root)
    {
        var license = JsonText.Member(root, "license");
        var type = JsonText.Child(root, "license") is { } element ? JsonText.Member(element, "type") : null;
        var list = JsonText.Items(root, "licenses").Select(item => JsonText.Member(item, "type"));
        return list.Prepend(type).Prepend(license).OfType<string>().Where(text => text.Length > 0);
    }

    // "name" or "@scope/name" between the last node_modules and the file; null for a package.json deeper inside a module.
    private static string? ModuleName(string path)
    {
        const string folder = "node_modules/";
        var start = path.LastIndexOf(folder, StringComparison.Ordinal);
        if (start < 0 || (start > 0 && path[start - 1] != '/') || path.Length <= start + folder.Length + File.Length)
        {
            return null;
        }

        var name = path[(start + folder.Length)..^File.Length];
        return name.Split('/') is [['@', ..], { Length: > 0 }] or [not ['@', ..]] ? name : null;
    }
}
