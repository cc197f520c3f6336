using System.Globalization;
using SupplyChain.Manifests.Linting;

namespace SupplyChain.Reports;

/// <summary>What there is to know about a rule besides its text, as names and values.</summary>
internal static class RuleFacts
{
    public static IEnumerable<(string Name, string Value)> Of(Rule rule)
    {
        yield return ("Area", rule.Area.Title());
        yield return ("Remedy", rule.Remedy);
        if (rule.Fix is { } fix)
        {
            yield return ("With --fix", fix);
        }

        if (rule.Kinds.Count > 0)
        {
            yield return ("Reads", string.Join(", ", rule.Kinds));
        }

        if (Versions(rule) is { } versions)
        {
            yield return ("Kubernetes", versions);
        }

        if (rule.Aliases.Count > 0)
        {
            yield return ("Also known as", string.Join(", ", rule.Aliases));
        }

        foreach (var parameter in rule.Parameters)
        {
            yield return ($"Parameter {parameter.Name}", $"{parameter.Description} {Values(parameter)}");
        }
    }

    private static string? Versions(Rule rule) =>
        (rule.Since.Minor > 0, rule.Until.Minor < int.MaxValue) switch
        {
            (true, true) => $"{rule.Since} to {rule.Until}",
            (true, false) => $"{rule.Since} and newer",
            (false, true) => $"up to {rule.Until}",
            _ => null,
        };

    private static string Values(RuleParameter parameter)
    {
        var standard = parameter.Default.Count == 0 ? "none" : string.Join(", ", parameter.Default);
        return parameter.Range is { } range
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"A number from {range.Least} to {range.Greatest}; {standard} unless configured."
            )
            : $"A list of texts; {standard} unless configured.";
    }
}
