using System.Text;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>An installed gem of Ruby: the file about it in <c>specifications</c> (guides.rubygems.org, "Specification Reference").</summary>
internal sealed class GemSpecificationReader : FileReader
{
    /// <inheritdoc />
    public override int LargestFile => 1024 * 1024;

    // Elsewhere such files are sources of a gem.
    /// <inheritdoc />
    public override bool Accepts(string path) =>
        path.EndsWith(".gemspec", StringComparison.Ordinal)
        && (
            path.Contains("/specifications/", StringComparison.Ordinal)
            || path.StartsWith("specifications/", StringComparison.Ordinal)
        );

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        string? name = null;
        string? version = null;
        string[] licenses = [];
        foreach (var line in Encoding.UTF8.GetString(content.Span).Split('\n'))
        {
            // RubyGems writes it itself, each member as 's.name = "rack".freeze' on a line.
            var statement = line.AsSpan().Trim();
            if (statement.StartsWith("s.name = "))
            {
                name ??= Texts(statement).FirstOrDefault();
            }
            else if (statement.StartsWith("s.version = "))
            {
                version ??= Texts(statement).FirstOrDefault();
            }
            else if (statement.StartsWith("s.licenses = "))
            {
                licenses = [.. Texts(statement).Select(Plain.Text)];
            }
        }

        return Named("gem", name, version, path) is { } package
            ? new FileFacts { Packages = [package with { Licenses = licenses }] }
            : FileFacts.Unreadable(path, "it names no gem, or no version of it");
    }

    private static List<string> Texts(ReadOnlySpan<char> statement)
    {
        var texts = new List<string>();
        var parts = statement.ToString().Split('"');
        for (var index = 1; index < parts.Length - 1; index += 2)
        {
            texts.Add(parts[index]);
        }

        return texts;
    }
}
