using System.Globalization;
using System.Text;

namespace SupplyChain.Reports;

/// <summary>
/// Writes a report as Markdown for a job summary or a comment. GitHub drops a summary over 1 MiB whole, so this stays below
/// 900 KB by leaving out rows, the mildest first, never a part.
/// </summary>
public static class MarkdownReport
{
    private const int MaximumBytes = 900_000;
    private const int LongestCell = 1_000;

    /// <summary>Writes the report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="output">Where to.</param>
    public static void Write(Report report, TextWriter output)
    {
        var head = Head(report);
        var notes = Notes(report);
        var rows = report
            .WorstFirst()
            .Where(pair => pair.Item.Outcome != Outcome.Pass)
            .Select(pair => (Part: PartOf(pair.Item.Outcome), Text: Row(report, pair.Subject, pair.Item)))
            .ToList();
        var fitting = Fitting(
            rows.Select(row => row.Text),
            MaximumBytes - Encoding.UTF8.GetByteCount(head) - Encoding.UTF8.GetByteCount(notes)
        );
        output.Write(head);
        foreach (var part in rows.Select((row, index) => (row.Part, row.Text, Fits: index < fitting)).GroupBy(row => row.Part))
        {
            output.Write($"\n### {part.Key}\n\n| | rule | where | what | what to do |\n|---|---|---|---|---|\n");
            foreach (var row in part.Where(row => row.Fits))
            {
                output.Write(row.Text);
            }

            var cut = part.Count(row => !row.Fits);
            if (cut > 0)
            {
                output.Write(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"\n{cut} more rows do not fit here; the JSON and SARIF reports have all.\n"
                    )
                );
            }
        }

        output.Write(notes);
    }

    private static int Fitting(IEnumerable<string> rows, int budget)
    {
        // Headings and the remark about what was cut, for each of five parts.
        var left = budget - 2_000;
        return rows.TakeWhile(row => (left -= Encoding.UTF8.GetByteCount(row)) >= 0).Count();
    }

    private static string Head(Report report)
    {
        const int subjectsShown = 500;
        var table = SummaryTable.Of(report);
        var text = new StringBuilder();
        text.Append("## ").Append(report.Verdict == "pass" ? "✅ " : "❌ ").Append(Cell(Headline.Of(report))).Append("\n\n");
        AppendRow(text, table.Headers.Select((header, column) => column == 0 ? "" : Cell(header)).Append("digest"));
        AppendRow(text, table.Headers.Select(_ => "---").Append("---"));
        foreach (var (row, subject) in table.Rows.Zip(report.Subjects).Take(subjectsShown))
        {
            AppendRow(text, row.Select(Cell).Append(subject.Digest is { } digest ? $"`{digest}`" : ""));
        }

        if (report.Areas is not null)
        {
            var card = FirstScreen.Scorecard(report);
            text.Append("\n### The ten areas\n\n");
            AppendRow(text, card[0].Append("manifests cannot show").Select(Cell));
            AppendRow(text, card[0].Append("").Select(_ => "---"));
            foreach (var (row, unseen) in card.Skip(1).Zip(FirstScreen.CannotBeSeen(report)))
            {
                AppendRow(text, row.Append(unseen[1]).Select(Cell));
            }
        }

        if (table.Rows.Count > subjectsShown)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{table.Rows.Count - subjectsShown} more do not fit here.\n");
        }

        return text.ToString();
    }

    private static string Notes(Report report)
    {
        const int notesShown = 50;
        var notes = report.Notes.Take(notesShown).Select(note => $"- {Cell(note)}\n");
        return report.Notes.Count > 0 ? $"\n### Notes\n\n{string.Concat(notes)}" : "";
    }

    private static string PartOf(Outcome outcome) =>
        outcome switch
        {
            Outcome.Fail => "What blocks",
            Outcome.Error => "What could not be decided",
            Outcome.Note => "What does not block",
            Outcome.Waived => "Waived",
            _ => "Not checked",
        };

    private static string Row(Report report, ReportSubject subject, ReportItem item)
    {
        string?[] where = [report.Subjects.Count > 1 ? subject.Name : null, item.Location?.ToString(), item.About];
        var text = new StringBuilder();
        AppendRow(
            text,
            [
                item.Severity?.Word() ?? (item.Outcome == Outcome.Skipped ? "skipped" : ""),
                Cell(item.Rule),
                string.Join("<br>", where.OfType<string>().Select(Cell)),
                Cell(item.Message),
                Cell(item.Outcome is Outcome.Waived or Outcome.Skipped ? item.Reason ?? "" : item.Remedy ?? ""),
            ]
        );
        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Cell(string text) =>
        MarkdownText.Escape(text.Length > LongestCell ? string.Concat(text.AsSpan(0, LongestCell), "…") : text);
}
