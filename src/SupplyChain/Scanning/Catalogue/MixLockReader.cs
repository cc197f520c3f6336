using System.Text;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>What Elixir's Mix would take from Hex: <c>mix.lock</c>, a map of Elixir with an entry a line.</summary>
internal sealed class MixLockReader() : ProjectFileReader("mix.lock")
{
    private const string Hex = "{:hex,";

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        var packages = new List<Package>();
        var limitations = new List<Limitation>();
        foreach (var line in Encoding.UTF8.GetString(content.Span).Split('\n').Where(line => line.TrimStart().StartsWith('"')))
        {
            // "app": {:hex, :name, "1.2.3", …}; those from repositories have a commit instead.
            var start = line.IndexOf(Hex, StringComparison.Ordinal);
            string[] parts = start < 0 ? [] : line[(start + Hex.Length)..].Split(',', 3, StringSplitOptions.TrimEntries);
            if (
                parts is [[':', .. var name], ['"', .. var version, '"'], _]
                && Named("hex", name.Trim('"'), version, path) is { } package
            )
            {
                packages.Add(package);
            }
            else
            {
                limitations.Add(Unpinned(path));
            }
        }

        return new FileFacts { Packages = packages, Limitations = limitations };
    }
}
