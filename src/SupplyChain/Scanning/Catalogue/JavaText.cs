using System.Text;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>The two text formats in archives of Java.</summary>
internal static class JavaText
{
    /// <summary>The keys and values of a properties file (java.util.Properties, "load"), without escapes, which no coordinates have.</summary>
    public static IReadOnlyDictionary<string, string> Properties(ReadOnlyMemory<byte> content)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Lines(content))
        {
            var equals = line.IndexOfAny(['=', ':']);
            if (equals > 0 && line[0] is not ('#' or '!'))
            {
                properties[line[..equals].Trim()] = line[(equals + 1)..].Trim();
            }
        }

        return properties;
    }

    /// <summary>The main attributes of a manifest; a line that begins with a space goes on with the one before.</summary>
    public static IReadOnlyDictionary<string, string> Manifest(ReadOnlyMemory<byte> content)
    {
        var attributes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var last = "";
        var value = new StringBuilder();
        foreach (var line in Lines(content))
        {
            if (line.Length == 0)
            {
                break;
            }

            if (line[0] == ' ')
            {
                value.Append(line, 1, line.Length - 1);
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                attributes[last] = value.ToString().Trim();
                last = line[..colon];
                value.Clear().Append(line, colon + 1, line.Length - colon - 1);
            }
        }

        attributes[last] = value.ToString().Trim();
        return attributes;
    }

    private static IEnumerable<string> Lines(ReadOnlyMemory<byte> content) =>
        Encoding.UTF8.GetString(content.Span).Split('\n').Select(line => line.TrimEnd('\r'));
}
