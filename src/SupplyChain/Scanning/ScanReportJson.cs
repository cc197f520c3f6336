using System.Text.Json;

namespace SupplyChain.Scanning;

/// <summary>The JSON of a <see cref="ScanReport"/>: what <c>scan --format json</c> prints, and what is attested as evidence.</summary>
public static class ScanReportJson
{
    private const int MaximumBytes = 256 * 1024 * 1024;

    /// <summary>Writes a report; equal reports give equal bytes.</summary>
    public static byte[] Write(ScanReport report) =>
        JsonSerializer.SerializeToUtf8Bytes(report, ScanReportJsonContext.Strict.ScanReport);

    /// <summary>Reads a report, keeping what has an unknown severity or status as unknown.</summary>
    /// <param name="json">UTF-8 text of at most 256 MiB.</param>
    /// <param name="origin">Where it comes from, for messages.</param>
    /// <exception cref="UndeterminedException">It is not a report, lacks a required member, or contradicts itself.</exception>
    public static ScanReport Read(ReadOnlySpan<byte> json, string origin)
    {
        if (json.Length > MaximumBytes)
        {
            throw Malformed(origin, "it is larger than 256 MiB");
        }

        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 16 });
            var document = JsonElement.ParseValue(ref reader);
            var trailing = reader.Read();
            return trailing ? throw Malformed(origin, "something follows the report") : Read(document, origin);
        }
        catch (JsonException exception)
        {
            throw Malformed(origin, Reason(exception), exception);
        }
    }

    /// <summary>Reads a report that is part of a larger document, such as the predicate of a statement.</summary>
    /// <param name="json">The object.</param>
    /// <param name="origin">Where it comes from, for messages.</param>
    /// <exception cref="UndeterminedException">It is not a report, lacks a required member, or contradicts itself.</exception>
    public static ScanReport Read(JsonElement json, string origin)
    {
        try
        {
            if (json.ValueKind != JsonValueKind.Object)
            {
                throw Malformed(origin, "it is not a JSON object");
            }

            if (!json.TryGetProperty("schema", out var schema) || !schema.ValueEquals(ScanReport.CurrentSchema))
            {
                throw Malformed(origin, $"its schema is not '{ScanReport.CurrentSchema}'");
            }

            var report = json.Deserialize(ScanReportJsonContext.Strict.ScanReport)!;
            return Contradiction(report, json) is { } contradiction ? throw Malformed(origin, contradiction) : report;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Malformed(origin, Reason(exception), exception);
        }
    }

    private static string? Contradiction(ScanReport report, JsonElement json)
    {
        var stated = json.TryGetProperty("complete", out var complete) ? complete.ValueKind : JsonValueKind.Undefined;
        return stated is not (JsonValueKind.True or JsonValueKind.False) ? "it does not say whether it is complete"
            : stated == JsonValueKind.True != report.Complete ? "'complete' contradicts its limitations"
            : report.FinishedAt < report.StartedAt ? "it ends before it begins"
            : HasNull(report) ? "a list holds null"
            : null;
    }

    private static bool HasNull(ScanReport report) =>
        report.Limitations.Any(item => item is null)
        || report.Advisories.Any(item => item is null)
        || report.Layers.Any(item => item is null)
        || report.Packages.Any(HasNull)
        || report.RemovedPackages.Any(item => item is null || HasNull(item.Package))
        || report.Applications.Any(item => item is null || HasNull(item.Runtimes))
        || report.FileFindings.Any(item => item is null || item.References.Any(text => text is null))
        || report.Excluded.Any(item => item is null || HasNull(item.Finding))
        || report.ExcludedFiles.Any(item => item?.Finding is null || item.Finding.References.Any(text => text is null))
        || report.Findings.Concat(report.Undecided).Any(HasNull);

    private static bool HasNull(Package? package) =>
        package is null
        || package.Licenses.Any(text => text is null)
        || package.DependsOn.Any(text => text is null)
        || package.Hashes.Any(item => item is null);

    private static bool HasNull(IReadOnlyList<RuntimeUse>? runtimes) =>
        runtimes is null || runtimes.Any(item => item is null || item.RunsOn.Any(runtime => runtime is null));

    private static bool HasNull(Finding? finding) =>
        finding is null
        || finding.Aliases.Any(text => text is null)
        || finding.FixedVersions.Any(text => text is null)
        || finding.References.Any(text => text is null)
        || finding.Cvss.Any(item => item is null)
        || finding.Severities.Any(item => item is null)
        || finding.Weaknesses.Any(text => text is null);

    // System.Text.Json's messages are several sentences long and name types; the place is what helps.
    private static string Reason(Exception exception) =>
        exception is JsonException { Path: { Length: > 0 } path } ? $"'{path}' is missing or malformed" : "it is not valid JSON";

    private static UndeterminedException Malformed(string origin, string reason, Exception? inner = null) =>
        new("scan.report", $"The scan report of {origin} cannot be used because {reason}; scan again to replace it.", inner);
}
