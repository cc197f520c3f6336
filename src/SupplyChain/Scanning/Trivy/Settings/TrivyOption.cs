using System.Globalization;

namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>A flag with its value.</summary>
/// <param name="Flag">The flag.</param>
/// <param name="Value">Its value; null for one that has none.</param>
internal sealed record TrivyOption(TrivyFlag Flag, string? Value = null)
{
    /// <summary>The arguments it stands for.</summary>
    public IEnumerable<string> Arguments => Value is null ? [Flag.Name] : [Flag.Name, Value];

    /// <summary>The flag, where it is wanted.</summary>
    public static IEnumerable<TrivyOption> When(bool wanted, TrivyFlag flag, string? value = null) =>
        wanted ? [new TrivyOption(flag, value)] : [];

    /// <summary>A text, where there is one.</summary>
    public static IEnumerable<TrivyOption> Text(TrivyFlag flag, string? value) =>
        value is null ? [] : [new TrivyOption(flag, value)];

    /// <summary>A path, where there is one, in full, since Trivy runs in another folder.</summary>
    public static IEnumerable<TrivyOption> Path(TrivyFlag flag, string? value) =>
        Text(flag, value is null ? null : System.IO.Path.GetFullPath(value));

    /// <summary>A number, where there is one.</summary>
    public static IEnumerable<TrivyOption> Number(TrivyFlag flag, IFormattable? value) =>
        Text(flag, value?.ToString(null, CultureInfo.InvariantCulture));

    /// <summary>A list, where it holds anything.</summary>
    public static IEnumerable<TrivyOption> List(TrivyFlag flag, IEnumerable<string> values)
    {
        var text = string.Join(',', values.Select(Quote));
        return text.Length == 0 ? [] : [new TrivyOption(flag, text)];
    }

    /// <summary>Values by key, where there are any, sorted by key.</summary>
    public static IEnumerable<TrivyOption> Pairs(TrivyFlag flag, IReadOnlyDictionary<string, string> pairs) =>
        List(flag, pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));

    /// <summary>A value as it stands in a list: Trivy reads lists as a line of CSV (github.com/spf13/pflag, string_slice.go).</summary>
    public static string Quote(string value) =>
        value.AsSpan().ContainsAny(",\"\r\n") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
}
