using System.Text;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>What pip would install: <c>requirements.txt</c>, or several files of such names (pip.pypa.io, "Requirements File Format"). Only exact versions can be judged.</summary>
internal sealed class PythonRequirementsReader : FileReader
{
    private static readonly System.Buffers.SearchValues<char> NameCharacters = System.Buffers.SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"
    );

    /// <inheritdoc />
    public override int LargestFile => 4 * 1024 * 1024;

    /// <inheritdoc />
    public override bool Accepts(string path) => TreePath.FileName(path) is Usual || IsPart(path);

    /// <summary>How the file is called, unless there are several of them.</summary>
    public const string Usual = "requirements.txt";

    // "requirements-web.txt", "web-requirements.txt", "requirements/web.txt".
    private static bool IsPart(string path)
    {
        var name = TreePath.FileName(path);
        return name.EndsWith(".txt")
            && (
                name.StartsWith("requirements-")
                || name.StartsWith("requirements_")
                || name.EndsWith("-" + Usual)
                || name.EndsWith("_" + Usual)
                || TreePath.FileName(TreePath.Folder(path)) is "requirements"
            )
            && !TreePath.IsBroughtAlong(path);
    }

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        var packages = new List<Package>();
        var limitations = new List<Limitation>();
        var text = Encoding.UTF8.GetString(content.Span).Replace("\r", "", StringComparison.Ordinal);
        foreach (var written in text.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
        {
            var comment = written.StartsWith('#') ? 0 : written.IndexOf(" #", StringComparison.Ordinal);
            var line = (comment < 0 ? written : written[..comment]).Trim();
            if (line.Length == 0 || (line[0] == '-' && !Includes(line)))
            {
                continue;
            }

            if (PackageOf(line, path) is { } package)
            {
                packages.Add(package);
            }
            else
            {
                limitations.Add(new Limitation("scan.unpinned", "Requirements without an exact version were not matched.", path));
            }
        }

        return new FileFacts { Packages = packages, Limitations = limitations };
    }

    // Other files, and projects to be built, bring packages that are not named here.
    private static bool Includes(string line) =>
        line.StartsWith("-r", StringComparison.Ordinal)
        || line.StartsWith("--requirement", StringComparison.Ordinal)
        || line.StartsWith("-e", StringComparison.Ordinal)
        || line.StartsWith("--editable", StringComparison.Ordinal);

    // "name[extra] == 1.2 ; condition --hash=sha256:…".
    private static Package? PackageOf(string line, string path)
    {
        var end = line.AsSpan().IndexOfAnyExcept(NameCharacters);
        if (end < 1)
        {
            return null;
        }

        var rest = line.AsSpan(end).TrimStart();
        if (rest.StartsWith("[") && rest.IndexOf(']') is >= 0 and var extra)
        {
            rest = rest[(extra + 1)..].TrimStart();
        }

        if (!rest.StartsWith("=="))
        {
            return null;
        }

        rest = rest[2..].TrimStart("= ");
        var stop = rest.IndexOfAny(" ;,\t");
        var version = (stop < 0 ? rest : rest[..stop]).Trim();
        var more = stop < 0 ? "" : rest[stop..].TrimStart();
        return version.IsEmpty || version.Contains('*') || more.StartsWith(",")
            ? null
            : new Package
            {
                Name = Plain.Text(line[..end]),
                Version = Plain.Text(version.ToString()),
                Type = "pypi",
                Location = path,
            };
    }
}
