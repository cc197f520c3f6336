using System.Text.Json;

namespace SupplyChain.Reports.Sarif;

/// <summary>The tool and its rules.</summary>
internal static class SarifRules
{
    public static void WriteTool(Utf8JsonWriter writer, IReadOnlyList<ReportRule> rules)
    {
        writer.WriteStartObject("tool");
        writer.WriteStartObject("driver");
        writer.WriteString("name", "SupplyChain");
        writer.WriteString("semanticVersion", ProductVersion.Current);
        writer.WriteList("rules", rules, rule => Write(writer, rule));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>The word of a severity; a check without one, and one whose severity nobody states, are not played down.</summary>
    public static string Level(Severity? severity) =>
        severity switch
        {
            Severity.Low or Severity.Negligible => "note",
            Severity.Medium or Severity.Unknown => "warning",
            _ => "error",
        };

    private static void Write(Utf8JsonWriter writer, ReportRule rule)
    {
        writer.WriteString("id", rule.Id);
        WriteText(writer, "shortDescription", rule.Title);
        WriteText(writer, "fullDescription", rule.Description ?? rule.Title);
        WriteText(writer, "help", rule.Remedy ?? rule.Description ?? rule.Title);
        if (rule.HelpUri is { } page)
        {
            writer.WriteString("helpUri", page.AbsoluteUri);
        }

        writer.WriteStartObject("defaultConfiguration");
        writer.WriteString("level", Level(rule.Severity));
        writer.WriteEndObject();
        writer.WriteStartObject("properties");
        if (SecuritySeverity(rule.Severity) is { } score)
        {
            writer.WriteString("security-severity", score);
        }

        writer.WriteStartArray("tags");
        writer.WriteStringValue("security");
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // The middle of each band of CVSS 3.1, from which GitHub makes its badge; a check without severity blocks a release.
    private static string? SecuritySeverity(Severity? severity) =>
        severity switch
        {
            Severity.Critical => "9.5",
            Severity.High or null => "8.0",
            Severity.Medium => "5.5",
            Severity.Low => "2.5",
            Severity.Negligible => "0.0",
            _ => null,
        };

    private static void WriteText(Utf8JsonWriter writer, string name, string text)
    {
        writer.WriteStartObject(name);
        writer.WriteString("text", text);
        writer.WriteEndObject();
    }
}
