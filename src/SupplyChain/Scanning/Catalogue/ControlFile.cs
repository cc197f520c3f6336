using System.Text;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>Stanzas of <c>Key: value</c> lines with blank lines between them (deb-control(5); apk's database has the same form).</summary>
internal static class ControlFile
{
    /// <summary>The stanzas, each with the wanted fields that it has; continuation lines are left out.</summary>
    /// <param name="content">UTF-8 text.</param>
    /// <param name="wanted">Names of the fields to keep, in the case they are written in.</param>
    /// <param name="anyCase">Whether fields count in any case, and with blanks before the colon.</param>
    public static IEnumerable<Dictionary<string, string>> Read(
        ReadOnlyMemory<byte> content,
        IReadOnlyCollection<string> wanted,
        bool anyCase = false
    )
    {
        var keys = wanted.ToDictionary(key => key, Encoding.UTF8.GetBytes, StringComparer.Ordinal);
        var stanza = new Dictionary<string, string>(StringComparer.Ordinal);
        var any = false;
        while (!content.IsEmpty)
        {
            var line = TakeLine(ref content);
            if (!line.Span.ContainsAnyExcept(" \t\r"u8))
            {
                if (any)
                {
                    yield return stanza;
                    stanza = new Dictionary<string, string>(StringComparer.Ordinal);
                    any = false;
                }

                continue;
            }

            any = true;
            TakeField(line.Span, keys, stanza, anyCase);
        }

        if (any)
        {
            yield return stanza;
        }
    }

    private static ReadOnlyMemory<byte> TakeLine(ref ReadOnlyMemory<byte> content)
    {
        var end = content.Span.IndexOf((byte)'\n');
        var line = end < 0 ? content : content[..end];
        content = end < 0 ? default : content[(end + 1)..];
        return line;
    }

    private static void TakeField(
        ReadOnlySpan<byte> line,
        Dictionary<string, byte[]> keys,
        Dictionary<string, string> stanza,
        bool anyCase
    )
    {
        var colon = line.IndexOf((byte)':');
        if (colon < 1 || line[0] is (byte)' ' or (byte)'\t')
        {
            return;
        }

        var name = anyCase ? line[..colon].TrimEnd(" \t"u8) : line[..colon];
        foreach (var (key, bytes) in keys)
        {
            if (anyCase ? Ascii.EqualsIgnoreCase(name, bytes) : name.SequenceEqual(bytes))
            {
                stanza[key] = Encoding.UTF8.GetString(line[(colon + 1)..].Trim(" \t\r"u8));
                return;
            }
        }
    }
}
