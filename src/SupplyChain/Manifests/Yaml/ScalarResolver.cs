using System.Buffers;
using System.Globalization;

namespace SupplyChain.Manifests.Yaml;

/// <summary>
/// The rules by which Kubernetes' clients and servers turn plain scalars into JSON (YAML 1.1 as read by sigs.k8s.io/yaml):
/// <c>yes</c> and <c>on</c> are booleans, a leading zero means octal, underscores part digits, timestamps stay text.
/// </summary>
internal static class ScalarResolver
{
    private static readonly SearchValues<char> FirstCharacters = SearchValues.Create("0123456789+-.yYnNtTfFoO~");

    /// <summary>The longest words that are no strings: <c>false</c>, <c>False</c>, <c>FALSE</c>.</summary>
    private const int LongestWord = 5;

    /// <summary>Whether the text could be anything but a string; the cheap first look.</summary>
    public static bool CanBeOtherThanString(string text) =>
        text.Length == 0 || (FirstCharacters.Contains(text[0]) && (text.Length <= LongestWord || !char.IsAsciiLetter(text[0])));

    public static bool IsNull(string text) => text is "" or "~" or "null" or "Null" or "NULL";

    public static bool? AsBoolean(string text) =>
        text switch
        {
            "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => true,
            "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => false,
            _ => null,
        };

    public static ResolvedScalar Resolve(string text)
    {
        if (!CanBeOtherThanString(text))
        {
            return ResolvedScalar.Text;
        }

        if (IsNull(text))
        {
            return ResolvedScalar.Null;
        }

        if (AsBoolean(text) is { } truth)
        {
            return ResolvedScalar.Of(truth);
        }

        return text[0] is '+' or '-' or '.' || char.IsAsciiDigit(text[0]) ? Number(text) : ResolvedScalar.Text;
    }

    private static ResolvedScalar Number(string text)
    {
        if (
            text.TrimStart('+', '-') is ".inf" or ".Inf" or ".INF" && text.LastIndexOfAny(['+', '-']) <= 0
            || text is ".nan" or ".NaN" or ".NAN"
        )
        {
            return ResolvedScalar.Fraction;
        }

        var digits =
            text.Contains('_', StringComparison.Ordinal) && text[0] != '.'
                ? text.Replace("_", "", StringComparison.Ordinal)
                : text;
        return Integer(digits) is { } integer ? ResolvedScalar.Of(integer)
            : IsFloat(digits) ? ResolvedScalar.Fraction
            : ResolvedScalar.Text;
    }

    private static Int128? Integer(string text)
    {
        var negative = text.StartsWith('-');
        var digits = text.AsSpan(negative || text.StartsWith('+') ? 1 : 0);
        var (radix, prefix) = digits switch
        {
            ['0', 'x' or 'X', _, ..] => (16, 2),
            ['0', 'b' or 'B', _, ..] => (2, 2),
            ['0', 'o' or 'O', _, ..] => (8, 2),
            ['0', _, ..] => (8, 1),
            _ => (10, 0),
        };
        digits = digits[prefix..];
        if (digits.IsEmpty)
        {
            return null;
        }

        Int128 value = 0;
        foreach (var character in digits)
        {
            var digit = char.IsAsciiHexDigit(character) ? Convert.ToInt32(character.ToString(), 16) : radix;
            value = digit < radix ? (value * radix) + digit : -1;
            if (value < 0 || value > ulong.MaxValue)
            {
                return null;
            }
        }

        return !negative ? value
            : value <= -(Int128)long.MinValue ? -value
            : null;
    }

    /// <summary>A sign, digits with at most one point, and an exponent; what is too large for a double stays text.</summary>
    private static bool IsFloat(string text)
    {
        var rest = text.AsSpan(text[0] is '+' or '-' ? 1 : 0);
        var exponent = rest.IndexOfAny('e', 'E');
        var mantissa = exponent < 0 ? rest : rest[..exponent];
        var power = exponent < 0 ? [] : rest[(exponent + 1)..];
        var point = mantissa.IndexOf('.');
        var whole = point < 0 ? mantissa : mantissa[..point];
        var fraction = point < 0 ? [] : mantissa[(point + 1)..];
        return AreDigits(whole)
            && AreDigits(fraction)
            && !(whole.IsEmpty && fraction.IsEmpty)
            && (exponent < 0 || IsPower(power))
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value);
    }

    private static bool IsPower(ReadOnlySpan<char> text)
    {
        var digits = text is ['+' or '-', ..] ? text[1..] : text;
        return !digits.IsEmpty && AreDigits(digits);
    }

    private static bool AreDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
