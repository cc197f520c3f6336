using System.Globalization;
using System.Text;
using SupplyChain.Manifests.Linting;

namespace SupplyChain.Reports;

/// <summary>The pages of documentation on rules: an overview, and one page for each area.</summary>
public static class RulePages
{
    /// <summary>The pages, each with its file name; equal rules give equal pages.</summary>
    public static IEnumerable<(string Name, string Text)> Of(RuleSet rules)
    {
        yield return ("README.md", Overview(rules));
        foreach (var area in Enum.GetValues<HardeningArea>())
        {
            yield return (FileOf(area), Page(area, rules));
        }
    }

    private static string Overview(RuleSet rules)
    {
        var text = new StringBuilder();
        text.Append("# Rules\n\nMade from the rules themselves; `supplychain lint --explain ID` prints the same.\n");
        foreach (var area in Enum.GetValues<HardeningArea>())
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {area.Title()}\n\n");
            text.Append(CultureInfo.InvariantCulture, $"Cannot be seen in manifests: {area.CannotBeSeen()}.\n\n");
            text.Append("| rule | severity | demands | `--fix` |\n|---|---|---|---|\n");
            foreach (var rule in In(area, rules))
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| [{rule.Id}]({FileOf(area)}#{rule.Id}) | {rule.Severity.Word()} | {Escaped(rule.Title)} | {(rule.Fix is null ? "" : "yes")} |\n"
                );
            }
        }

        return text.ToString();
    }

    private static string Page(HardeningArea area, RuleSet rules)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {area.Title()}\n");
        foreach (var rule in In(area, rules))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {rule.Id}\n\n");
            text.Append(
                CultureInfo.InvariantCulture,
                $"**{Escaped(rule.Title)}** ({rule.Severity.Word()})\n\n{Escaped(rule.Reason)}\n\n"
            );
            foreach (var (name, value) in RuleFacts.Of(rule).Where(fact => fact.Name != "Area"))
            {
                text.Append(CultureInfo.InvariantCulture, $"* {name}: {Escaped(value)}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"\nBreaks it:\n\n```yaml\n{rule.Bad.Yaml.TrimEnd()}\n```\n");
            text.Append(CultureInfo.InvariantCulture, $"\nMended:\n\n```yaml\n{rule.Good.Yaml.TrimEnd()}\n```\n");
        }

        return text.ToString();
    }

    private static IEnumerable<Rule> In(HardeningArea area, RuleSet rules) => rules.Rules.Where(rule => rule.Area == area);

    private static string FileOf(HardeningArea area) => $"{area.ToString().ToLowerInvariant()}.md";

    /// <summary>The texts are ours and plain; only what Markdown takes for its own signs is escaped.</summary>
    private static string Escaped(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("*", "\\*", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal);
}
