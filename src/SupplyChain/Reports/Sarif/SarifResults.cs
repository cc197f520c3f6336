using System.Text.Json;

namespace SupplyChain.Reports.Sarif;

/// <summary>The results of one run.</summary>
internal sealed class SarifResults(Utf8JsonWriter writer, string tool, IReadOnlyList<ReportRule> rules)
{
    /// <summary>Code scanning takes 1,000 places of a result, and shows a hundred.</summary>
    private const int MostRelated = 100;

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
        if (item.Related.Count > 0)
        {
            writer.WriteList("relatedLocations", item.Related.Take(MostRelated), WriteRelated);
        }

        if (item.Fix.Count > 0)
        {
            writer.WriteList("fixes", [item], WriteFix);
        }

        if (item.Outcome == Outcome.Waived)
        {
            writer.WriteList("suppressions", [item], WriteSuppression);
        }
    }

    private void WriteSuppression(ReportItem item)
    {
        writer.WriteString("kind", item.IsWaivedInSource ? "inSource" : "external");
        writer.WriteString("justification", item.Reason ?? "waived");
    }

    private void WriteRelated(RelatedLocation related)
    {
        WritePhysicalLocation(related.Location);
        writer.WriteStartObject("message");
        writer.WriteString("text", $"{related.About}: {related.Message}");
        writer.WriteEndObject();
    }

    private void WriteFix(ReportItem item)
    {
        writer.WriteStartObject("description");
        writer.WriteString("text", item.Remedy ?? item.Message);
        writer.WriteEndObject();
        writer.WriteList("artifactChanges", [item], WriteChange);
    }

    private void WriteChange(ReportItem item)
    {
        WriteArtifact(item.Location!.File);
        writer.WriteList(
            "replacements",
            item.Fix,
            edit =>
            {
                writer.WriteStartObject("deletedRegion");
                writer.WriteNumber("startLine", edit.Location.Start.Line);
                writer.WriteNumber("startColumn", edit.Location.Start.Column);
                writer.WriteNumber("endLine", edit.Location.End.Line);
                writer.WriteNumber("endColumn", edit.Location.End.Column);
                writer.WriteEndObject();
                writer.WriteStartObject("insertedContent");
                writer.WriteString("text", edit.Text);
                writer.WriteEndObject();
            }
        );
    }

    // Code scanning shows nothing that has no place in a file, so an image without one stands for itself.
    private void WriteLocation(ReportSubject subject, ReportItem item)
    {
        WritePhysicalLocation(item.Location ?? subject.Location ?? new ReportLocation(subject.Identity));
        writer.WriteList(
            "logicalLocations",
            [item.About ?? subject.Name],
            name => writer.WriteString("fullyQualifiedName", name)
        );
    }

    private void WriteArtifact(string file)
    {
        writer.WriteStartObject("artifactLocation");
        writer.WriteString("uri", SarifUri.Of(file));
        writer.WriteEndObject();
    }

    private void WritePhysicalLocation(ReportLocation place)
    {
        writer.WriteStartObject("physicalLocation");
        WriteArtifact(place.File);
        writer.WriteStartObject("region");
        writer.WriteNumber("startLine", place.Line ?? 1);
        WriteNumber("startColumn", place.Line is null ? null : place.Column);
        WriteNumber("endLine", place.Line is null ? null : place.EndLine);
        WriteNumber("endColumn", place.Line is null ? null : place.EndColumn);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteNumber(string name, int? number)
    {
        if (number is { } value)
        {
            writer.WriteNumber(name, value);
        }
    }
}
