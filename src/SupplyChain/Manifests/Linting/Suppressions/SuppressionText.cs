using System.Globalization;
using SupplyChain.Images;

namespace SupplyChain.Manifests.Linting.Suppressions;

/// <summary>The words of a suppression: <c>RULE reason="…" owner=… until=2027-01-31</c>.</summary>
/// <param name="Rule">Id or alias of the rule.</param>
/// <param name="Reason">Why the findings are acceptable.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Until">The last day on which it holds.</param>
internal sealed record SuppressionText(string Rule, string Reason, string Owner, DateOnly Until)
{
    /// <summary>How it is written, for messages.</summary>
    public const string Form = "RULE reason=\"…\" owner=… until=YYYY-MM-DD";

    /// <summary>Reads the words; null where something is missing or wrong, with the problem as the end of a sentence.</summary>
    public static SuppressionText? Read(string text, out string problem)
    {
        var words = Words(text);
        if (words is not [{ Name: null, Value: var rule }, .. var settings])
        {
            problem = "names no rule";
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in settings)
        {
            if (name is not ("reason" or "owner" or "until") || !values.TryAdd(name, value))
            {
                problem = $"has {Printable.Quote(name ?? value)}, which means nothing there";
                return null;
            }
        }

        return Of(rule, values.GetValueOrDefault, out problem);
    }

    /// <summary>Checks the parts; null where one is missing or wrong, with the problem as the end of a sentence.</summary>
    public static SuppressionText? Of(string rule, Func<string, string?> part, out string problem)
    {
        foreach (var name in new[] { "reason", "owner", "until" })
        {
            if (string.IsNullOrWhiteSpace(part(name)))
            {
                problem = $"has no {name}";
                return null;
            }
        }

        if (
            !DateOnly.TryParseExact(part("until"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until)
        )
        {
            problem = "has an end that is no date such as 2027-01-31";
            return null;
        }

        problem = "";
        return new SuppressionText(rule, part("reason")!, part("owner")!, until);
    }

    private static List<(string? Name, string Value)> Words(string text)
    {
        var words = new List<(string?, string)>();
        var position = 0;
        while (true)
        {
            while (position < text.Length && char.IsWhiteSpace(text[position]))
            {
                position++;
            }

            if (position == text.Length)
            {
                return words;
            }

            var start = position;
            while (position < text.Length && text[position] != '=' && !char.IsWhiteSpace(text[position]))
            {
                position++;
            }

            var name = text[start..position];
            if (position == text.Length || text[position] != '=')
            {
                words.Add((null, name));
                continue;
            }

            position++;
            var quoted = position < text.Length && text[position] == '"';
            var from = quoted ? position + 1 : position;
            var end =
                quoted ? text.IndexOf('"', from)
                : text.AsSpan(from).IndexOfAny(' ', '\t') is >= 0 and var at ? from + at
                : text.Length;
            end = end < 0 ? text.Length : end;
            words.Add((name, text[from..end]));
            position = quoted && end < text.Length ? end + 1 : end;
        }
    }
}
