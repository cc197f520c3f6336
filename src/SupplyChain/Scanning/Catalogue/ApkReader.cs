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
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content) =>
        base.Understand(path, content) with
        {
            Owned = [.. Files(content)],
        };

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
    private static IEnumerable<OwnedFile> Files(ReadOnlyMemory<byte> content)
    {
        var (package, folder) = ("", "");
        foreach (var line in Encoding.UTF8.GetString(content.Span).Split('\n'))
        {
            if (line.Length < 2 || line[1] != ':')
            {
                continue;
            }

            var value = line[2..].TrimEnd('\r');
            (package, folder) = line[0] switch
            {
                'P' => (value, ""),
                'F' => (package, value),
                _ => (package, folder),
            };
            if (line[0] == 'R' && folder.Length + value.Length < LongestPath && FileReaders.IsOwnable($"{folder}/{value}"))
            {
                yield return new OwnedFile($"{folder}/{value}", Plain.Text(package));
            }
        }
    }
}
