namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// The packages of Debian and Ubuntu: <c>var/lib/dpkg/status</c>, and <c>status.d</c>, where images without a package manager have one
/// file for each package (dpkg(1), deb-control(5)).
/// </summary>
internal sealed class DpkgReader : IFileReader
{
    /// <summary>The database.</summary>
    public const string Database = "var/lib/dpkg/status";

    private const string Folder = "var/lib/dpkg/status.d/";

    private static readonly string[] Fields = ["Package", "Version", "Status", "Source", "Architecture"];

    // Beside the control files, status.d holds checksums and scripts named after them.
    private static readonly string[] OtherFiles = [".md5sums", ".preinst", ".postinst", ".prerm", ".postrm", ".conffiles"];

    /// <inheritdoc />
    public int LargestFile => 64 * 1024 * 1024;

    /// <inheritdoc />
    public bool Accepts(string path) =>
        path == Database
        || (
            path.StartsWith(Folder, StringComparison.Ordinal)
            && !path.AsSpan(Folder.Length).Contains('/')
            && !OtherFiles.Any(suffix => path.EndsWith(suffix, StringComparison.Ordinal))
        );

    /// <inheritdoc />
    public FileFacts Read(string path, ReadOnlyMemory<byte> content)
    {
        var packages = new List<Package>();
        var limitations = new List<Limitation>();
        foreach (var stanza in ControlFile.Read(content, Fields))
        {
            var name = stanza.GetValueOrDefault("Package");
            if (!IsPresent(stanza.GetValueOrDefault("Status"), statusRequired: path == Database))
            {
                continue;
            }

            if (string.IsNullOrEmpty(name) || stanza.GetValueOrDefault("Version") is not { Length: > 0 } version)
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
                    Type = "deb",
                    Location = path,
                    Architecture = Plain.OrNull(stanza.GetValueOrDefault("Architecture")),
                    Source = SourceOf(stanza.GetValueOrDefault("Source"), version),
                }
            );
        }

        return new FileFacts { Packages = packages, Limitations = limitations };
    }

    // "want flag state": the files of a package are there in every state but these two.
    private static bool IsPresent(string? status, bool statusRequired) =>
        status is null
            ? !statusRequired
            : status.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [_, _, "not-installed" or "config-files"];

    // "Source: name (version)"; the version is left out where it is that of the binary package.
    private static SourcePackage? SourceOf(string? source, string version)
    {
        if (string.IsNullOrEmpty(source))
        {
            return null;
        }

        var open = source.IndexOf('(', StringComparison.Ordinal);
        return open < 0
            ? new SourcePackage(Plain.Text(source), Plain.Text(version))
            : new SourcePackage(Plain.Text(source[..open].Trim()), Plain.Text(source[(open + 1)..].Trim(' ', ')')));
    }
}
