using System.Globalization;
using System.Text;

namespace SupplyChain.Signing.Verification;

/// <summary>
/// Writes a regular expression of Go's syntax (RE2, which cosign takes) in the words of .NET, so that none is read as something
/// else: classes are of ASCII, as RE2 has them. What has no equal is refused.
/// </summary>
internal sealed class GoExpression
{
    private const string Digits = "09";
    private const string Word = "09AZ__az";
    private const string Space = "\t\n\f\r  ";

    // First and last of each range, in order (RE2, "ASCII character classes").
    private static readonly Dictionary<string, string> Classes = new(StringComparer.Ordinal)
    {
        ["alnum"] = "09AZaz",
        ["alpha"] = "AZaz",
        ["ascii"] = "\u0000\u007F",
        ["blank"] = "\t\t  ",
        ["cntrl"] = "\u0000\u001F\u007F\u007F",
        ["digit"] = Digits,
        ["graph"] = "!~",
        ["lower"] = "az",
        ["print"] = " ~",
        ["punct"] = "!/:@[`{~",
        ["space"] = "\t\r  ",
        ["upper"] = "AZ",
        ["word"] = Word,
        ["xdigit"] = "09AFaf",
    };

    private readonly string text;
    private readonly StringBuilder written = new();
    private int position;

    private GoExpression(string text) => this.text = text;

    private ReadOnlySpan<char> Rest => text.AsSpan(position);

    /// <summary>The expression in the words of .NET.</summary>
    /// <exception cref="FormatException">It has a construct that Go or .NET lacks; the message is a clause that names it.</exception>
    public static string ToDotnet(string expression) => new GoExpression(expression).Translate();

    private string Translate()
    {
        while (position < text.Length)
        {
            switch (text[position])
            {
                case '\\':
                    WriteEscape(isInClass: false);
                    break;
                case '[':
                    WriteClass();
                    break;
                case '(' when Rest.StartsWith("(?"):
                    WriteGroup();
                    break;
                default:
                    Copy(1);
                    break;
            }
        }

        return written.ToString();
    }

    private void WriteGroup()
    {
        if (Rest.StartsWith("(?P<") || (Rest.StartsWith("(?<") && !Rest.StartsWith("(?<=") && !Rest.StartsWith("(?<!")))
        {
            _ = written.Append("(?<");
            position += Rest[2] == 'P' ? 4 : 3;
            return;
        }

        var options = Rest[2..].IndexOfAnyExcept("ims-");
        if (options < 0 || Rest[2 + options] is not (':' or ')'))
        {
            var length = Rest.StartsWith("(?<") ? 4 : 3;
            throw new FormatException(
                $"it has '{Rest[..Math.Min(length, Rest.Length)]}', which is look-around or no group of Go's syntax; write groups as (…), (?:…) or (?P<name>…), and options as (?i), (?m) or (?s)"
            );
        }

        Copy(2 + options + 1);
    }

    private void WriteClass()
    {
        var begin = position;
        Copy(Rest.StartsWith("[^") ? 2 : 1);
        var isBehindDash = false;
        for (var first = position; position < text.Length && (position == first || text[position] != ']'); )
        {
            var isDash = text[position] == '-' && position > first;
            if (Rest.StartsWith("[:") && Rest[2..].IndexOf(":]") is >= 0 and var length)
            {
                RefuseRange(isBehindDash);
                WriteNamedClass(Rest.Slice(2, length).ToString());
                position += length + 4;
            }
            else if (text[position] == '\\')
            {
                RefuseRange(isBehindDash && Rest.Length > 1 && "dDwWsSpP".Contains(Rest[1], StringComparison.Ordinal));
                WriteEscape(isInClass: true);
            }
            else
            {
                // In .NET an opening bracket could begin a class to subtract.
                _ = text[position] == '[' ? written.Append('\\') : written;
                Copy(1);
            }

            isBehindDash = isDash;
        }

        if (position == text.Length)
        {
            throw new FormatException($"its class '[' at character {begin + 1} is not closed; end it with ']'");
        }

        Copy(1);
    }

    private void RefuseRange(bool isInRange)
    {
        if (isInRange)
        {
            throw new FormatException(
                $"it has a class behind '-' at character {position}, which ends no range; write '-' as the last sign between the brackets"
            );
        }
    }

    private void WriteNamedClass(string name)
    {
        var isNegated = name.StartsWith('^');
        var ranges = Classes.GetValueOrDefault(isNegated ? name[1..] : name);
        WriteRanges(
            ranges
                ?? throw new FormatException(
                    $"it has the unknown class '[:{name}:]'; take one of {string.Join(", ", Classes.Keys)}"
                ),
            isNegated
        );
    }

    private void WriteEscape(bool isInClass)
    {
        var letter =
            Rest.Length > 1 ? Rest[1] : throw new FormatException("it ends in a single '\\'; write '\\\\' for that sign");
        switch (letter)
        {
            case 'd' or 'D':
                WriteRanges(Digits, letter, isInClass);
                break;
            case 'w' or 'W':
                WriteRanges(Word, letter, isInClass);
                break;
            case 's' or 'S':
                WriteRanges(Space, letter, isInClass);
                break;
            case 'Q' when !isInClass:
                WriteLiteral();
                break;
            case 'p' or 'P' when Rest.Length > 2 && Rest[2] != '{':
                _ = written.Append('\\').Append(letter).Append('{').Append(Rest[2]).Append('}');
                position += 3;
                break;
            case 'x' when Rest.StartsWith("\\x{"):
                WriteCodePoint();
                break;
            case >= '1' and <= '9' when !isInClass:
                throw new FormatException($"it has the back reference '\\{letter}'; write out what it stands for");
            default:
                Copy(2);
                break;
        }
    }

    private void WriteLiteral()
    {
        var begin = position + 2;
        var end = text.IndexOf("\\E", begin, StringComparison.Ordinal);
        foreach (var sign in text[begin..(end < 0 ? text.Length : end)])
        {
            WriteSign(sign);
        }

        position = end < 0 ? text.Length : end + 2;
    }

    private void WriteCodePoint()
    {
        var end = Rest.IndexOf('}');
        if (
            end < 0
            || !ushort.TryParse(Rest[3..end], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
        )
        {
            throw new FormatException(
                "it has '\\x{' without a hexadecimal number up to FFFF and '}'; write it so, or the sign itself"
            );
        }

        WriteSign((char)value);
        position += end + 1;
    }

    private void WriteRanges(string ranges, char letter, bool isInClass)
    {
        _ = isInClass ? written : written.Append('[');
        WriteRanges(ranges, isNegated: char.IsAsciiLetterUpper(letter));
        _ = isInClass ? written : written.Append(']');
        position += 2;
    }

    private void WriteRanges(string ranges, bool isNegated)
    {
        var next = 0;
        for (var index = 0; index < ranges.Length; index += 2)
        {
            if (!isNegated)
            {
                WriteRange(ranges[index], ranges[index + 1]);
            }
            else if (next < ranges[index])
            {
                WriteRange((char)next, (char)(ranges[index] - 1));
            }

            next = ranges[index + 1] + 1;
        }

        if (isNegated)
        {
            WriteRange((char)next, char.MaxValue);
        }
    }

    private void WriteRange(char first, char last)
    {
        WriteSign(first);
        _ = written.Append('-');
        WriteSign(last);
    }

    // By its number a sign is itself within a class and outside.
    private void WriteSign(char sign) => _ = written.Append(CultureInfo.InvariantCulture, $"\\u{(int)sign:X4}");

    private void Copy(int count)
    {
        _ = written.Append(Rest[..count]);
        position += count;
    }
}
