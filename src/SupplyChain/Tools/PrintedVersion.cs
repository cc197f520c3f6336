using System.Buffers;
using System.Globalization;

namespace SupplyChain.Tools;

/// <summary>Versions as programs print them.</summary>
public static class PrintedVersion
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    /// <summary>The first <c>1.2.3</c> or <c>1.2</c> in a text, whatever stands around it; null where there is none.</summary>
    public static Version? Read(string text)
    {
        for (var start = 0; start < text.Length; start++)
        {
            if (!char.IsAsciiDigit(text[start]) || (start > 0 && (char.IsAsciiDigit(text[start - 1]) || text[start - 1] == '.')))
            {
                continue;
            }

            var end = text.AsSpan(start).IndexOfAnyExcept(NumberCharacters);
            var numbers = (end < 0 ? text[start..] : text.Substring(start, end)).TrimEnd('.').Split('.');
            if (numbers.Length is >= 2 and <= 4 && numbers.All(IsNumber))
            {
                var parts = numbers.Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToList();
                return new Version(parts[0], parts[1], parts.ElementAtOrDefault(2));
            }
        }

        return null;
    }

    private static bool IsNumber(string text) => text.Length is > 0 and < 9 && text.All(char.IsAsciiDigit);
}
