using System.Text.Json;

namespace SupplyChain.Reports.Sarif;

/// <summary>The results of one run.</summary>
internal sealed class SarifResults(Utf8JsonWriter writer, string tool, IReadOnlyList<ReportRule> rules)
{
    private readonly Dictionary<string, int> ruleIndex = rules
        .Select((rule, index) => (rule.Id, index))
        .ToDictionary(pair => pair.Id, pair => pair.index);

    private readonly SarifFingerprints fingerprints = new(tool);

    public void Write(ReportSubject subject, ReportItem item)
    {
        writer.WriteString("ruleId", item.Rule);
        writer.WriteNumber("ruleIndex", ruleIndex[item.Rule]);
        writer.WriteString("level", item.Outcome == Outcome.Error ? "error" : SarifRules.Level(item.Severity));
        writer.WriteStartObject("message");
        writer.WriteString("text", item.Remedy is { } remedy ? $"{item.Message} {remedy}" : item.Message);
        writer.WriteEndObject();
        writer.WriteList("locations", [item], _ => WriteLocation(subject, item));
        writer.WriteStartObject("partialFingerprints");
        writer.WriteString("primaryLocationLineHash", fingerprints.Next(subject, item));
        writer.WriteEndObject();
        if (item.Outcome == Outcome.Waived)
        {
            writer.WriteList("suppressions", [item], WriteSuppression);
        }
    }

    private void WriteSuppression(ReportItem item)
    {
        writer.WriteString("kind", "external");
        writer.WriteString("justification", item.Reason ?? "waived");
    }

    // Code scanning shows nothing that has no place in a file, so an image without one stands for itself.
    private void WriteLocation(ReportSubject subject, ReportItem item)
    {
        var place = item.Location ?? subject.Location ?? new ReportLocation(subject.Identity);
        writer.WriteStartObject("physicalLocation");
        writer.WriteStartObject("artifactLocation");
        writer.WriteString("uri", SarifUri.Of(place.File));
        writer.WriteEndObject();
        writer.WriteStartObject("region");
        writer.WriteNumber("startLine", place.Line ?? 1);
        WriteNumber("startColumn", place.Line is null ? null : place.Column);
        WriteNumber("endLine", place.Line is null ? null : place.EndLine);
        WriteNumber("endColumn", place.Line is null ? null : place.EndColumn);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteList(
            "logicalLocations",
            [item.About ?? subject.Name],
            name => writer.WriteString("fullyQualifiedName", name)
        );
    }

    private void WriteNumber(string name, int? number)
    {
        if (number is { } value)
        {
            writer.WriteNumber(name, value);
        }
    }
}
