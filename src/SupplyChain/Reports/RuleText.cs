using SupplyChain.Manifests.Linting;

namespace SupplyChain.Reports;

/// <summary>Writes what rules are about, for people.</summary>
public static class RuleText
{
    /// <summary>A line per rule.</summary>
    public static void List(RuleSet rules, TextWriter writer)
    {
        var width = rules.Rules.Select(rule => rule.Id.Length).DefaultIfEmpty().Max();
        foreach (var rule in rules.Rules)
        {
            writer.Write($"{rule.Id.PadRight(width)}  {Word(rule), -10}  {rule.Title}\n");
        }
    }

    /// <summary>Everything about each rule, with the examples.</summary>
    public static void Explain(RuleSet rules, TextWriter writer)
    {
        foreach (var rule in rules.Rules)
        {
            writer.Write($"{rule.Id} ({Word(rule)})\n\n{rule.Title}\n\n{rule.Reason}\n\n");
            foreach (var (name, value) in RuleFacts.Of(rule))
            {
                writer.Write($"{name}: {value}\n");
            }

            writer.Write($"\nBreaks it:\n\n{Indented(rule.Bad)}\n\nMended:\n\n{Indented(rule.Good)}\n");
        }
    }

    private static string Word(Rule rule) => rule.Severity.Word();

    private static string Indented(RuleExample example) =>
        string.Join('\n', example.Yaml.TrimEnd().Split('\n').Select(line => line.Length > 0 ? $"    {line}" : ""));
}
