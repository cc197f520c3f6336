using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SupplyChain.Testing;

namespace SupplyChain.Acceptance.Packages;

/// <summary>A package that the build's target Package made.</summary>
internal sealed record PackageFile(string Path, string Version)
{
    public static string Folder { get; } = Checkout.At("artifacts", "packages");

    /// <summary>Finds the package; skips the test where it is not made yet, and fails it on CI.</summary>
    public static PackageFile Require(string id)
    {
        var name = new Regex($"^{Regex.Escape(id)}\\.([0-9].*)\\.nupkg$");
        var found = Directory.Exists(Folder)
            ? Directory.GetFiles(Folder).Where(path => name.IsMatch(System.IO.Path.GetFileName(path))).ToList()
            : [];
        if (found.Count != 1)
        {
            Missing.Part(
                $"artifacts/packages has {found.Count} packages {id}; 'dotnet run --project build -- --target=Package' makes one"
            );
        }

        return new PackageFile(found[0], name.Match(System.IO.Path.GetFileName(found[0])).Groups[1].Value);
    }

    /// <summary>Names of the files in it that are its own, sorted.</summary>
    public IReadOnlyList<string> Names()
    {
        using var archive = ZipFile.OpenRead(Path);
        return
        [
            .. archive
                .Entries.Select(entry => entry.FullName)
                .Where(name => !name.StartsWith("_rels/") && !name.StartsWith("package/") && name != "[Content_Types].xml")
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>What it says of itself.</summary>
    public XElement Metadata()
    {
        using var archive = ZipFile.OpenRead(Path);
        using var content = archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec")).Open();
        var root = XElement.Load(content);
        return root.Element(root.Name.Namespace + "metadata")!;
    }
}
