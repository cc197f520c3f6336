using System.Globalization;

namespace SupplyChain.Reports;

/// <summary>Writes a report for people: the verdict, a table, what blocks and what to do, what was set aside, what else to know.</summary>
/// <param name="output">Where to.</param>
/// <param name="paint">Gives a text its tone where <paramref name="output"/> is a terminal; null writes plain text.</param>
public sealed class TextReport(TextWriter output, Func<string, TextTone, string>? paint = null)
{
    private const int WidestPlace = 60;

    private readonly Func<string, TextTone, string> paint = paint ?? ((text, _) => text);

    /// <summary>Writes the report.</summary>
    public void Write(Report report)
    {
        Line(paint(Headline.Of(report), ToneOf(report.Verdict)));
        Line();
        WriteSummary(report);
        if (report.Areas is not null)
        {
            WriteFirstScreen(report);
        }

        var items = report.WorstFirst();
        var several = report.Subjects.Count > 1;
        WriteItems("What blocks", items, several, Outcome.Fail);
        WriteItems("What could not be decided", items, several, Outcome.Error);
        WriteItems("What does not block", items, several, Outcome.Note);
        WriteItems("Waived", items, several, Outcome.Waived);
        WriteItems("Not checked", items, several, Outcome.Skipped);
        if (report.Tool == "verify")
        {
            WriteItems("What holds", items, several, Outcome.Pass);
        }

        if (report.Areas is not null)
        {
            Line();
            Line(paint("What manifests cannot show", TextTone.Heading));
            WriteTable(FirstScreen.CannotBeSeen(report), (_, text) => $"  {text}");
        }

        if (report.Notes.Count > 0)
        {
            Line();
            Line(paint("Notes", TextTone.Heading));
            foreach (var note in report.Notes)
            {
                Line($"  {note}");
            }
        }
    }

    private void WriteFirstScreen(Report report)
    {
        var worst = FirstScreen.Worst(report);
        if (worst.Count > 0)
        {
            Line();
            Line(paint("The worst", TextTone.Heading));
        }

        foreach (var (item, count) in worst)
        {
            var word = item.Severity?.Word() ?? item.Outcome.Word();
            Line(
                $"  {paint(word, ToneOf(item))}  {item.Rule}: {FirstScreen.TitleOf(report, item.Rule)}{FirstScreen.Others(count)}"
            );
            Line($"    {item.Location}: {item.Message}");
            WriteExcerpt(item, "    ");
            if (item.Remedy is { } remedy)
            {
                Line($"    -> {remedy}{(item.Fix.Count > 0 ? " ('lint --fix' does.)" : "")}");
            }
        }

        Line();
        var card = FirstScreen.Scorecard(report);
        WriteTable(
            card,
            (row, text) =>
                row == card[0] ? paint(text, TextTone.Heading)
                : row[1] is "fail" ? paint(text, TextTone.Bad)
                : text
        );
    }

    private void WriteTable(IReadOnlyList<string[]> rows, Func<string[], string, string> painted)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToList();
        foreach (var row in rows)
        {
            Line(painted(row, string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()));
        }
    }

    private void WriteExcerpt(ReportItem item, string indentation)
    {
        if (item.Excerpt is { } excerpt && item.Location?.Line is { } line)
        {
            var number = line.ToString(CultureInfo.InvariantCulture);
            var margin = new string(' ', number.Length);
            Line(paint($"{indentation}{number} | {SafeText.Excerpt(excerpt.Line)}", TextTone.Faint));
            Line(
                paint(
                    $"{indentation}{margin} | {new string(' ', excerpt.Column - 1)}{new string('^', excerpt.Length)}",
                    TextTone.Faint
                )
            );
        }
    }

    private void WriteSummary(Report report)
    {
        var table = SummaryTable.Of(report);
        var widths = table
            .Headers.Select((header, column) => table.Rows.Select(row => row[column].Length).Append(header.Length).Max())
            .ToList();
        Line(paint(Row(table.Headers), TextTone.Heading));
        foreach (var (row, subject) in table.Rows.Zip(report.Subjects))
        {
            Line(paint(Row(row), ToneOf(subject.Verdict)));
            if (subject.Digest is { } digest)
            {
                Line(paint($"  {digest}", TextTone.Faint));
            }
        }

        string Row(IReadOnlyList<string> cells) =>
            string.Join("  ", cells.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd();
    }

    private void WriteItems(
        string heading,
        IReadOnlyList<(ReportSubject Subject, ReportItem Item)> all,
        bool several,
        Outcome outcome
    )
    {
        var shown = all.Where(pair => pair.Item.Outcome == outcome).ToList();
        if (shown.Count == 0)
        {
            return;
        }

        var rules = shown.Max(pair => pair.Item.Rule.Length);
        var places = Math.Min(WidestPlace, shown.Max(pair => PlaceOf(pair, several).Length));
        Line();
        Line(paint(heading, TextTone.Heading));
        foreach (var pair in shown)
        {
            var item = pair.Item;
            var word = (item.Severity?.Word() ?? item.Outcome.Word()).PadRight("negligible".Length);
            var place = places > 0 ? PlaceOf(pair, several).PadRight(places) + "  " : "";
            Line($"  {paint(word, ToneOf(item))}  {item.Rule.PadRight(rules)}  {place}{item.Message}");
            WriteExcerpt(item, "              ");
            foreach (var related in item.Related)
            {
                Line(paint($"              {related.Location}: {related.Message}", TextTone.Faint));
            }

            if (Advice(item) is { } advice)
            {
                Line(paint($"              {advice}", TextTone.Faint));
            }
        }
    }

    private static string? Advice(ReportItem item) =>
        item.Outcome is Outcome.Waived or Outcome.Skipped
            ? item.Reason is { } reason
                ? $"because: {reason}"
                : null
            : item.Remedy is { } remedy
                ? $"-> {remedy}"
                : null;

    // A report on one subject has named it already.
    private static string PlaceOf((ReportSubject Subject, ReportItem Item) pair, bool several) =>
        pair.Item.Location?.ToString()
        ?? (several ? $"{pair.Subject.Identity} {pair.Item.About}".TrimEnd() : pair.Item.About ?? "");

    private static TextTone ToneOf(ReportItem item) =>
        item.Outcome switch
        {
            Outcome.Fail or Outcome.Error => TextTone.Bad,
            Outcome.Note => TextTone.Doubtful,
            _ => TextTone.Faint,
        };

    private static TextTone ToneOf(string verdict) => verdict == "pass" ? TextTone.Good : TextTone.Bad;

    private void Line(string text = "")
    {
        output.Write(text);
        output.Write('\n');
    }
}
