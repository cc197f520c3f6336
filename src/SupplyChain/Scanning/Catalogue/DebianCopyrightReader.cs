using System.Buffers;
using System.Text;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// The licences of a package of Debian: <c>usr/share/doc/NAME/copyright</c>, in its machine-readable form (dep.debian.net, DEP 5), else
/// by the common licences that the text names.
/// </summary>
internal sealed class DebianCopyrightReader : FileReader
{
    private const string Folder = "usr/share/doc/";
    private const string File = "/copyright";
    private const string CommonLicenses = "/usr/share/common-licenses/";
    private const int LongestName = 100;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-+"
    );

    /// <inheritdoc />
    public override int LargestFile => 4 * 1024 * 1024;

    /// <inheritdoc />
    public override bool Accepts(string path) =>
        path.StartsWith(Folder, StringComparison.Ordinal)
        && path.EndsWith(File, StringComparison.Ordinal)
        && path.IndexOf('/', Folder.Length) == path.Length - File.Length;

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        var text = Encoding.UTF8.GetString(content.Span);
        var stated = text.Split('\n')
            .Where(line => line.StartsWith("License:", StringComparison.OrdinalIgnoreCase))
            .Select(line => line["License:".Length..].Trim())
            .Where(license => license.Length is > 0 and < LongestName)
            .ToList();
        return new FileFacts
        {
            Details = new PackageDetails(
                path[Folder.Length..^File.Length],
                [
                    .. (stated.Count > 0 ? stated : Common(text))
                        .Distinct(StringComparer.Ordinal)
                        .Order(StringComparer.Ordinal)
                        .Select(Plain.Text),
                ]
            ),
        };
    }

    private static IEnumerable<string> Common(string text)
    {
        for (
            var start = text.IndexOf(CommonLicenses, StringComparison.Ordinal);
            start >= 0;
            start = text.IndexOf(CommonLicenses, start, StringComparison.Ordinal)
        )
        {
            start += CommonLicenses.Length;
            var name = text.AsSpan(start, Math.Min(LongestName, text.Length - start));
            var end = name.IndexOfAnyExcept(NameCharacters);
            name = (end < 0 ? name : name[..end]).TrimEnd('.');
            if (name.Length > 0)
            {
                yield return name.ToString();
            }
        }
    }
}
