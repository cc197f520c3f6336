using System.Text;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>Which distribution it is (os-release(5)).</summary>
internal sealed class OsReleaseReader : FileReader
{
    /// <summary>The file that wins where both are there.</summary>
    public const string Preferred = "etc/os-release";

    /// <summary>The file of the vendor, to which the other is usually a link.</summary>
    public const string Vendor = "usr/lib/os-release";

    /// <inheritdoc />
    public override int LargestFile => 64 * 1024;

    /// <inheritdoc />
    public override bool Accepts(string path) => path is Preferred or Vendor;

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Encoding.UTF8.GetString(content.Span).Split('\n'))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && line[0] != '#')
            {
                values[line[..equals].Trim()] = Unquote(line[(equals + 1)..].Trim());
            }
        }

        return values.GetValueOrDefault("ID") is { Length: > 0 } id
            ? new FileFacts
            {
                Distribution = new Distribution(
                    Plain.Text(id).ToLowerInvariant(),
                    Plain.Text(values.GetValueOrDefault("VERSION_ID") ?? "")
                )
                {
                    Name = Plain.OrNull(values.GetValueOrDefault("PRETTY_NAME")),
                },
            }
            : FileFacts.Unreadable(path, "it names no distribution");
    }

    private static string Unquote(string value) =>
        value is [('"' or '\'') and var quote, .., _] && value[^1] == quote
            ? value[1..^1].Replace("\\", "", StringComparison.Ordinal)
            : value;
}
