using System.Globalization;
using System.Text;
using System.Xml;

namespace SupplyChain.Reports;

/// <summary>Writes a report as JUnit XML: a suite per subject, a case per rule; what is waived is skipped with its reason.</summary>
public static class JUnitReport
{
    private const int MaximumItemsOfOneCase = 100;

    /// <summary>Writes the report as UTF-8.</summary>
    /// <param name="report">The report.</param>
    /// <param name="output">Where to; stays open.</param>
    public static void Write(Report report, Stream output)
    {
        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            NewLineChars = "\n",
        };
        using var writer = XmlWriter.Create(output, settings);
        writer.WriteStartElement("testsuites");
        writer.WriteAttributeString("name", $"{report.Tool}: {report.Title}");
        foreach (var subject in report.Subjects)
        {
            WriteSuite(writer, report, subject);
        }

        writer.WriteEndElement();
        writer.Flush();
        output.WriteByte((byte)'\n');
    }

    private static void WriteSuite(XmlWriter writer, Report report, ReportSubject subject)
    {
        var found = subject.Items.ToLookup(item => item.Rule);
        string[] rules =
        [
            .. report
                .Rules.Select(rule => rule.Id)
                .Concat(found.Select(group => group.Key))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        // A suite without cases reads as "nothing was tested".
        var cases = (rules.Length > 0 ? rules : [report.Tool]).Select(rule => (Rule: rule, Items: Ordered(found[rule]))).ToList();
        writer.WriteStartElement("testsuite");
        writer.WriteAttributeString("name", subject.Name);
        writer.WriteAttributeString("tests", Number(cases.Count));
        writer.WriteAttributeString("failures", Number(cases.Count(item => WorstOf(item.Items) == Outcome.Fail)));
        writer.WriteAttributeString("errors", Number(cases.Count(item => WorstOf(item.Items) == Outcome.Error)));
        writer.WriteAttributeString(
            "skipped",
            Number(cases.Count(item => WorstOf(item.Items) is Outcome.Waived or Outcome.Skipped))
        );
        foreach (var (rule, items) in cases)
        {
            writer.WriteStartElement("testcase");
            writer.WriteAttributeString("classname", $"{report.Tool}.{subject.Identity}");
            writer.WriteAttributeString("name", rule);
            WriteOutcome(writer, items);
            writer.WriteEndElement();
        }

        if (subject.Digest is { } digest)
        {
            writer.WriteElementString("system-out", digest.ToString());
        }

        writer.WriteEndElement();
    }

    private static void WriteOutcome(XmlWriter writer, List<ReportItem> items)
    {
        var worst = WorstOf(items);
        var deciding = items.Where(item => item.Outcome == worst).ToList();
        if (worst is Outcome.Fail or Outcome.Error)
        {
            writer.WriteStartElement(worst == Outcome.Fail ? "failure" : "error");
            writer.WriteAttributeString("message", deciding[0].Message);
            writer.WriteString(Text(deciding));
            writer.WriteEndElement();
        }
        else if (worst is Outcome.Waived or Outcome.Skipped)
        {
            writer.WriteStartElement("skipped");
            writer.WriteAttributeString("message", deciding[0].Reason ?? deciding[0].Message);
            writer.WriteEndElement();
        }
        else if (worst == Outcome.Note)
        {
            writer.WriteElementString("system-out", Text(deciding));
        }
    }

    private static string Text(List<ReportItem> items)
    {
        var lines = items.Take(MaximumItemsOfOneCase).SelectMany(Lines);
        return string.Join(
            '\n',
            items.Count > MaximumItemsOfOneCase ? lines.Append($"and {items.Count - MaximumItemsOfOneCase} more") : lines
        );
    }

    private static IEnumerable<string> Lines(ReportItem item)
    {
        var place = string.Join(' ', new[] { item.Location?.ToString(), item.About }.OfType<string>());
        yield return place.Length > 0 ? $"{place}: {item.Message}" : item.Message;
        if (item.Remedy is { } remedy)
        {
            yield return $"  {remedy}";
        }
    }

    private static List<ReportItem> Ordered(IEnumerable<ReportItem> items) => [.. items.Order(ReportItemOrder.WorstFirst)];

    private static Outcome WorstOf(List<ReportItem> items) => items.Count > 0 ? items[0].Outcome : Outcome.Pass;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
