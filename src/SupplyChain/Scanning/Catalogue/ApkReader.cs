namespace SupplyChain.Scanning.Catalogue;

/// <summary>The packages of Alpine, Wolfi and Chainguard images (apk's installed database; letters as in its index, apk-package(5)).</summary>
internal sealed class ApkReader : IFileReader
{
    /// <summary>The database.</summary>
    public const string Database = "lib/apk/db/installed";

    /// <summary>The database where <c>lib</c> is below <c>usr</c>.</summary>
    public const string MergedDatabase = "usr/lib/apk/db/installed";

    private static readonly string[] Fields = ["P", "V", "A", "o", "L"];

    /// <inheritdoc />
    public int LargestFile => 64 * 1024 * 1024;

    /// <inheritdoc />
    public bool Accepts(string path) => path is Database or MergedDatabase;

    /// <inheritdoc />
    public FileFacts Read(string path, ReadOnlyMemory<byte> content)
    {
        var packages = new List<Package>();
        var limitations = new List<Limitation>();
        foreach (var stanza in ControlFile.Read(content, Fields))
        {
            if (
                stanza.GetValueOrDefault("P") is not { Length: > 0 } name
                || stanza.GetValueOrDefault("V") is not { Length: > 0 } version
            )
            {
                limitations.Add(
                    new Limitation("scan.unreadable", "An entry of the package database has no name or no version.", path)
                );
                continue;
            }

            packages.Add(
                new Package
                {
                    Name = Plain.Text(name),
                    Version = Plain.Text(version),
                    Type = "apk",
                    Location = path,
                    Architecture = Plain.OrNull(stanza.GetValueOrDefault("A")),
                    Source = stanza.GetValueOrDefault("o") is { Length: > 0 } origin
                        ? new SourcePackage(Plain.Text(origin), Plain.Text(version))
                        : null,
                    Licenses = stanza.GetValueOrDefault("L") is { Length: > 0 } license ? [Plain.Text(license)] : [],
                }
            );
        }

        return new FileFacts { Packages = packages, Limitations = limitations };
    }
}
