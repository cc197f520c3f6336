using System.Globalization;
using System.Text;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// The packages of images of Azure Linux without a package manager: the list that rpm printed before its database was deleted. Its columns,
/// between tabs: name, version and release, when installed, when built, vendor, epoch, size, architecture, epoch as number, source package
/// (azurelinux, the script that deletes the database, "container-manifest-2").
/// </summary>
internal sealed class RpmManifestReader : FileReader
{
    /// <inheritdoc />
    public override int LargestFile => 8 * 1024 * 1024;

    /// <inheritdoc />
    public override bool Accepts(string path) => path == "var/lib/rpmmanifest/container-manifest-2";

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        var packages = new List<Package>();
        var malformed = false;
        foreach (var line in Encoding.UTF8.GetString(content.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var columns = line.TrimEnd('\r').Split('\t');
            if (columns is [{ Length: > 0 }, { Length: > 0 }, _, _, _, _, _, _, _, _])
            {
                packages.Add(PackageOf(columns, path));
            }
            else
            {
                malformed = true;
            }
        }

        return malformed
            ? FileFacts.Unreadable(path, "a line of it is not about a package") with
            {
                Packages = packages,
            }
            : new FileFacts { Packages = packages };
    }

    private static Package PackageOf(string[] columns, string path) =>
        new()
        {
            Name = Plain.Text(columns[0]),
            Version = Plain.Text(
                RpmReader.VersionOf(
                    uint.TryParse(columns[8], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) ? epoch : 0,
                    columns[1]
                )
            ),
            Type = "rpm",
            Location = path,
            Architecture = Present(columns[7]),
            Supplier = Present(columns[4]),
            Source = RpmReader.SourceOf(columns[9]),
        };

    // What rpm prints for a tag that is not there.
    private static string? Present(string value) => value == "(none)" ? null : Plain.OrNull(value);
}
