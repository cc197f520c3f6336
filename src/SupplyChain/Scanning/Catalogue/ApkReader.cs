using System.Text;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>The packages of Alpine, Wolfi and Chainguard images (apk's installed database; letters as in its index, apk-package(5)).</summary>
internal sealed class ApkReader() : StanzaReader("P", "V", "A", "o", "L", "m", "D", "p")
{
    /// <summary>The database.</summary>
    public const string Database = "lib/apk/db/installed";

    /// <summary>The database where <c>lib</c> is below <c>usr</c>.</summary>
    public const string MergedDatabase = "usr/lib/apk/db/installed";

    private const int LongestPath = 4096;

    /// <inheritdoc />
    public override bool Accepts(string path) => path is Database or MergedDatabase;

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        var (facts, owned) = (base.Understand(path, content), FilesOf(path, content.Span));
        return facts with { Owned = owned.Files, Limitations = [.. facts.Limitations, .. owned.Limitations] };
    }

    /// <inheritdoc />
    protected override Package PackageOf(IReadOnlyDictionary<string, string> stanza, string name, string version) =>
        new()
        {
            Name = name,
            Version = version,
            Type = "apk",
            Architecture = Plain.OrNull(stanza.GetValueOrDefault("A")),
            Supplier = Plain.OrNull(stanza.GetValueOrDefault("m")),
            Source = stanza.GetValueOrDefault("o") is { Length: > 0 } origin
                ? new SourcePackage(Plain.Text(origin), version)
                : null,
            Licenses = stanza.GetValueOrDefault("L") is { Length: > 0 } license ? [Plain.Text(license)] : [],
            Requires = Names(stanza.GetValueOrDefault("D"), ' '),
            Provides = Names(stanza.GetValueOrDefault("p"), ' '),
        };

    // A folder, then the files in it.
    private static OwnedFiles FilesOf(string path, ReadOnlySpan<byte> content)
    {
        var owned = new OwnedFiles(path);
        var (package, folder) = ("", "");
        foreach (var range in content.Split((byte)'\n'))
        {
            var line = content[range].TrimEnd((byte)'\r');
            if (line is not [(byte)'P' or (byte)'F' or (byte)'R', (byte)':', ..] || line.Length > LongestPath)
            {
                continue;
            }

            var value = Encoding.UTF8.GetString(line[2..]);
            switch (line[0])
            {
                case (byte)'P':
                    (package, folder) = (Plain.Text(value), "");
                    break;
                case (byte)'F':
                    folder = value;
                    break;
                default:
                    owned.Add($"{folder}/{value}", package);
                    break;
            }
        }

        return owned;
    }
}
