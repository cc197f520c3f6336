namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// The packages of Debian and Ubuntu: <c>var/lib/dpkg/status</c>, and <c>status.d</c>, where images without a package manager have one
/// file for each package (dpkg(1), deb-control(5)).
/// </summary>
internal sealed class DpkgReader()
    : StanzaReader("Package", "Version", "Status", "Source", "Architecture", "Maintainer", "Depends", "Pre-Depends", "Provides")
{
    /// <summary>The database.</summary>
    public const string Database = "var/lib/dpkg/status";

    /// <summary>The folder of images without a package manager.</summary>
    public const string Folder = "var/lib/dpkg/status.d/";

    // Beside the control files, status.d holds checksums and scripts named after them.
    private static readonly string[] OtherFiles = [".md5sums", ".preinst", ".postinst", ".prerm", ".postrm", ".conffiles"];

    /// <inheritdoc />
    public override bool Accepts(string path) =>
        path == Database
        || (
            path.StartsWith(Folder, StringComparison.Ordinal)
            && !path.AsSpan(Folder.Length).Contains('/')
            && !OtherFiles.Any(suffix => path.EndsWith(suffix, StringComparison.Ordinal))
        );

    /// <inheritdoc />
    protected override bool AnyCase => true;

    /// <inheritdoc />
    protected override bool IsPresent(IReadOnlyDictionary<string, string> stanza, string path) =>
        stanza.GetValueOrDefault("Status") is { } status
            // "want flag state": the files of a package are there in every state but these two.
            ? status.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [_, _, "not-installed" or "config-files"]
            : path != Database;

    /// <inheritdoc />
    protected override Package PackageOf(IReadOnlyDictionary<string, string> stanza, string name, string version) =>
        new()
        {
            Name = name,
            Version = version,
            Type = "deb",
            Architecture = Plain.OrNull(stanza.GetValueOrDefault("Architecture")),
            Supplier = Plain.OrNull(stanza.GetValueOrDefault("Maintainer")),
            Source = SourceOf(stanza.GetValueOrDefault("Source"), version),
            Requires =
            [
                .. Names(stanza.GetValueOrDefault("Pre-Depends"), ',').Concat(Names(stanza.GetValueOrDefault("Depends"), ',')),
            ],
            Provides = Names(stanza.GetValueOrDefault("Provides"), ','),
        };

    // "Source: name (version)"; the version is left out where it is that of the binary package.
    private static SourcePackage? SourceOf(string? source, string version)
    {
        if (string.IsNullOrEmpty(source))
        {
            return null;
        }

        var open = source.IndexOf('(', StringComparison.Ordinal);
        return open < 0
            ? new SourcePackage(Plain.Text(source), version)
            : new SourcePackage(Plain.Text(source[..open].Trim()), Plain.Text(source[(open + 1)..].Trim(' ', ')')));
    }
}
