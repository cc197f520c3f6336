using System.Globalization;
using SupplyChain.Manifests.Linting;

namespace SupplyChain.Reports;

/// <summary>What somebody sees first of a linting: the worst three things with how to mend them, and how the ten areas came out.</summary>
internal static class FirstScreen
{
    private const int Shown = 3;

    /// <summary>The rules broken worst, each with the worst of its items and how many there are.</summary>
    public static IReadOnlyList<(ReportItem Item, int Count)> Worst(Report report) =>
        [
            .. report
                .WorstFirst()
                .Select(pair => pair.Item)
                .Where(item => item.Outcome is Outcome.Fail or Outcome.Error or Outcome.Note)
                .GroupBy(item => item.Rule, StringComparer.Ordinal)
                .Take(Shown)
                .Select(rule => (rule.First(), rule.Count())),
        ];

    /// <summary>The title of a rule in a report; its id where the report does not describe it.</summary>
    public static string TitleOf(Report report, string rule) =>
        report.Rules.FirstOrDefault(described => described.Id == rule)?.Title ?? rule;

    /// <summary>How many other places break the same rule, as words; empty for none.</summary>
    public static string Others(int count) =>
        count > 1 ? string.Create(CultureInfo.InvariantCulture, $" (and {count - 1} more)") : "";

    /// <summary>
    /// The cells of the scorecard, the headers first: numbers of rules, in a table that a terminal of 80 columns shows unbroken where
    /// nothing is waived.
    /// </summary>
    public static IReadOnlyList<string[]> Scorecard(Report report)
    {
        var scores = report.Areas ?? [];
        var waived = scores.Any(score => score.Waived > 0);
        return
        [
            ["area", "", "fail", "pass", .. waived ? ["waived"] : Array.Empty<string>(), "unseen"],
            .. scores.Select(score =>
                new[]
                {
                    score.Area.Title(),
                    score.Word,
                    Number(score.Failed),
                    Number(score.Passed),
                    Number(score.Waived),
                    Number(score.Unseen),
                }
                    .Where((_, column) => waived || column != 4)
                    .ToArray()
            ),
        ];
    }

    /// <summary>What no rule can see in manifests, area by area, as cells.</summary>
    public static IReadOnlyList<string[]> CannotBeSeen(Report report) =>
        [.. (report.Areas ?? []).Select(score => new[] { score.Area.Title(), score.CannotBeSeen })];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
