using System.Text;

namespace SupplyChain.Fuzz;

/// <summary>Mangles texts: bytes, signs of YAML, indentation, pieces moved, repeated or taken from another text.</summary>
internal sealed class Mutator(IReadOnlyList<string> corpus, Random random)
{
    private const int Longest = 64 * 1024;

    private static readonly string[] Signs =
    [
        "\n",
        "\r\n",
        "\r",
        "\t",
        "  ",
        ": ",
        "- ",
        "? ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "&a ",
        "*a",
        "!t ",
        "!!int ",
        "| ",
        "|+\n",
        ">-\n",
        "'",
        "\"",
        "\\",
        "#",
        " # supplychain:ignore ",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "<<: ",
        "{{ x }}",
        "~",
        "\0",
        "\u00a0",
        "\u2028",
        "\ufeff",
        "\ud800",
    ];

    /// <summary>A text that is near one of the corpus.</summary>
    public string Next()
    {
        var text = new StringBuilder(Pick(corpus));
        var count = random.Next(1, 8);
        for (var change = 0; change < count; change++)
        {
            Change(text);
        }

        return text.Length > Longest ? text.ToString(0, Longest) : text.ToString();
    }

    private void Change(StringBuilder text)
    {
        var at = random.Next(text.Length + 1);
        var length = Math.Min(text.Length - at, random.Next(1, 40));
        switch (random.Next(8))
        {
            case 0:
                text.Insert(at, Pick(Signs));
                break;
            case 1:
                text.Remove(at, length);
                break;
            case 2 when at < text.Length:
                text[at] = (char)random.Next(0, 256);
                break;
            case 3:
                text.Insert(at, text.ToString(at, length));
                break;
            case 4:
                var piece = text.ToString(at, length);
                text.Remove(at, length).Insert(random.Next(text.Length + 1), piece);
                break;
            case 5:
                var other = Pick(corpus);
                var start = random.Next(other.Length + 1);
                text.Insert(at, other.AsSpan(start, Math.Min(other.Length - start, random.Next(1, 2_000))));
                break;
            case 6:
                text.Insert(at, Pick(Signs), random.Next(1, 300));
                break;
            default:
                var line = text.ToString().LastIndexOf('\n', Math.Max(0, at - 1)) + 1;
                text.Insert(line, " ", random.Next(1, 9));
                break;
        }
    }

    private string Pick(IReadOnlyList<string> texts) => texts[random.Next(texts.Count)];
}
