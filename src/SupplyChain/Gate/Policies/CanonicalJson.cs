using System.Globalization;
using System.Text;

namespace SupplyChain.Gate.Policies;

/// <summary>Writes JSON in the one canonical form of RFC 8785: names sorted, no white space, the shortest escapes.</summary>
/// <remarks>Numbers are whole ones below 2^53, whose canonical form is their decimal digits.</remarks>
internal static class CanonicalJson
{
    /// <summary>Writes a value: a string, boolean, whole number, sequence, or a map whose null members are left out.</summary>
    public static byte[] Write(object value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Append(StringBuilder text, object value)
    {
        switch (value)
        {
            case string word:
                AppendText(text, word);
                break;
            case bool truth:
                _ = text.Append(truth ? "true" : "false");
                break;
            case long number:
                _ = text.Append(number.ToString(CultureInfo.InvariantCulture));
                break;
            case IReadOnlyDictionary<string, object?> map:
                AppendList(
                    text,
                    '{',
                    map.Where(member => member.Value is not null).OrderBy(member => member.Key, StringComparer.Ordinal),
                    member =>
                    {
                        AppendText(text, member.Key);
                        Append(text.Append(':'), member.Value!);
                    },
                    '}'
                );
                break;
            case IEnumerable<object> items:
                AppendList(text, '[', items, item => Append(text, item), ']');
                break;
            default:
                throw new ArgumentException($"{value.GetType()} has no canonical form here.", nameof(value));
        }
    }

    private static void AppendList<T>(StringBuilder text, char open, IEnumerable<T> items, Action<T> append, char close)
    {
        var separator = open;
        foreach (var item in items)
        {
            _ = text.Append(separator);
            append(item);
            separator = ',';
        }

        _ = (separator == open ? text.Append(open) : text).Append(close);
    }

    private static void AppendText(StringBuilder text, string word)
    {
        _ = text.Append('"');
        foreach (var c in word)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        _ = text.Append('"');
    }
}
