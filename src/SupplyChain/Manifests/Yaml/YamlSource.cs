namespace SupplyChain.Manifests.Yaml;

/// <summary>A text and where its lines begin: nodes keep offsets alone, and lines are found when someone asks.</summary>
internal sealed class YamlSource
{
    private const char ByteOrderMark = '\uFEFF';

    private int[]? lineStarts;

    public YamlSource(string name, string text)
    {
        Name = name;
        Text = text;
        ContentStart = text.StartsWith(ByteOrderMark) ? 1 : 0;
    }

    /// <summary>The name to print in messages.</summary>
    public string Name { get; }

    public string Text { get; }

    /// <summary>Offset behind the byte order mark.</summary>
    public int ContentStart { get; }

    /// <summary>The short texts of the scalars.</summary>
    public TextPool Pool { get; } = new();

    public Location At(int start, int end) => new(PositionAt(start), PositionAt(end));

    public TextPosition PositionAt(int offset)
    {
        offset = Math.Clamp(offset, ContentStart, Text.Length);
        var starts = lineStarts ??= FindLineStarts();
        var index = Array.BinarySearch(starts, offset);
        var line = index >= 0 ? index : ~index - 1;
        return new TextPosition(offset, line + 1, offset - starts[line] + 1);
    }

    private int[] FindLineStarts()
    {
        var starts = new List<int> { ContentStart };
        for (var position = ContentStart; ; )
        {
            var next = Text.AsSpan(position).IndexOfAny('\n', '\r');
            if (next < 0)
            {
                return [.. starts];
            }

            position += next + 1;
            if (Text[position - 1] == '\r' && position < Text.Length && Text[position] == '\n')
            {
                position++;
            }

            starts.Add(position);
        }
    }
}
