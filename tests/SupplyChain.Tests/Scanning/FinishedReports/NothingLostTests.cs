using System.Globalization;
using System.Text.Json;
using SupplyChain.Scanning;
using SupplyChain.Scanning.Trivy;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.FinishedReports;

/// <summary>Every value of every report in the test data is in ours, at the finding, package or report that it belongs to.</summary>
public sealed class NothingLostTests
{
    /// <summary>What is left out on purpose, with the reason.</summary>
    private static readonly IReadOnlyDictionary<string, string> LeftOut = new Dictionary<string, string>
    {
        ["CauseMetadata.Code"] = "the lines of a file may hold secrets",
        ["CauseMetadata.RenderedCause"] = "the lines of a file may hold secrets",
        ["Metadata.ImageConfig"] = "it is part of the image",
        ["ReportID"] = "it is random, and equal scans have equal reports",
        ["SchemaVersion"] = "it says how to read the rest",
        ["Status"] = "a finding in a file is one that failed",
        ["source.target.manifest"] = "it is part of the image",
        ["source.target.config"] = "it is part of the image",
    };

    [Fact]
    public void Of_trivy()
    {
        var files = Directory.GetFiles(TestData.Require("trivy/reports"), "*.golden").Where(IsReport).ToList();
        Assert.True(files.Count > 30);
        Assert.All(files, OfTrivy);
    }

    [Fact]
    public void Of_grype()
    {
        var files = Directory.GetFiles(TestData.Require("grype"), "Test*.golden");
        Assert.NotEmpty(files);
        Assert.All(
            files,
            file =>
            {
                using var source = JsonDocument.Parse(File.ReadAllBytes(file));
                using var ours = JsonDocument.Parse(ScanReportJson.Write(FinishedReport.Read(File.ReadAllBytes(file), file)));
                AssertHolds(source.RootElement, ours.RootElement);
            }
        );
    }

    private static void OfTrivy(string file)
    {
        using var source = JsonDocument.Parse(File.ReadAllBytes(file));
        var report = TrivyReportReader.Read(File.ReadAllBytes(file));
        var results = Items(source.RootElement, "Results").ToList();
        AssertEach(results, "Vulnerabilities", report.Findings);
        AssertEach(results, "Packages", report.Packages);
        AssertEach(results, "Misconfigurations", report.FileFindings);
        using var whole = JsonDocument.Parse(ScanReportJson.Write(FinishedReport.Read(File.ReadAllBytes(file), file)));
        AssertHolds(source.RootElement, whole.RootElement);
    }

    private static void AssertEach<T>(IEnumerable<JsonElement> results, string name, IReadOnlyList<T> ours)
    {
        var sources = results.SelectMany(result => Items(result, name)).ToList();
        Assert.True(sources.Count <= ours.Count);
        foreach (var (source, own) in sources.Zip(ours))
        {
            AssertHolds(source, JsonSerializer.SerializeToElement(own, ScanReportJsonContext.Strict.Options));
        }
    }

    private static void AssertHolds(JsonElement source, JsonElement ours)
    {
        var held = Leaves(ours, "").Select(leaf => leaf.Value).ToHashSet(StringComparer.Ordinal);
        var lost = Leaves(source, "")
            .Where(leaf =>
                !LeftOut.Keys.Any(path =>
                    leaf.Path == path || leaf.Path.EndsWith("." + path, StringComparison.Ordinal) || IsBelow(leaf.Path, path)
                )
            )
            .Where(leaf => !IsHeld(leaf, held))
            .Select(leaf => $"{leaf.Path} = {leaf.Value}")
            .ToList();
        Assert.Empty(lost);
    }

    private static bool IsBelow(string leaf, string path) =>
        leaf.StartsWith(path + ".", StringComparison.Ordinal) || leaf.Contains("." + path + ".", StringComparison.Ordinal);

    private static bool IsHeld((string Path, string Value) leaf, HashSet<string> held) =>
        held.Contains(leaf.Value)
        || held.Contains(leaf.Value.ToLowerInvariant())
        || held.Contains(Time(leaf.Value))
        // Numbers stand for the severities of sources, and lists of fixes are taken apart.
        || (leaf.Path.Contains("VendorSeverity", StringComparison.Ordinal) && held.Contains(Word(leaf.Value)))
        || leaf.Value.Split(", ").All(held.Contains);

    private static string Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? Normal(time)
            : text;

    private static string Normal(DateTimeOffset time) => time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    private static string Word(string number) =>
        number switch
        {
            "1" => "low",
            "2" => "medium",
            "3" => "high",
            "4" => "critical",
            _ => "unknown",
        };

    private static IEnumerable<(string Path, string Value)> Leaves(JsonElement element, string path) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element
                .EnumerateObject()
                .SelectMany(member => Leaves(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}")),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Leaves(item, path)),
            JsonValueKind.String when element.GetString() is { Length: > 0 } text =>
            [
                (path, Printed(text)),
                .. element.TryGetDateTimeOffset(out var time)
                    ? [(path, Printed(text)), (path, Normal(time))]
                    : Array.Empty<(string, string)>(),
            ],
            JsonValueKind.Number => [(path, element.GetDouble().ToString(CultureInfo.InvariantCulture))],
            JsonValueKind.True or JsonValueKind.False => [(path, element.GetRawText())],
            _ => [],
        };

    // As it may stand in ours: without what moves a terminal.
    private static string Printed(string text) => Plain.Lines(text);

    private static bool IsReport(string file) => File.ReadAllText(file).Contains("\"SchemaVersion\"", StringComparison.Ordinal);

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var items) ? items.EnumerateArray() : default;
}
