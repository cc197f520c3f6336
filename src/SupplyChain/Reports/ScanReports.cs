using System.Globalization;
using SupplyChain.Scanning;

namespace SupplyChain.Reports;

/// <summary>Makes a <see cref="Report"/> of scans.</summary>
public static class ScanReports
{
    /// <summary>The findings of all scans, what they could not cover, and what was taken out.</summary>
    /// <param name="scans">One per target.</param>
    /// <param name="failOn">
    /// The severity from which a finding fails, those of unknown severity included; null when none does.
    /// </param>
    public static Report ToReport(this IReadOnlyList<ScanReport> scans, Severity? failOn) =>
        new()
        {
            Tool = "scan",
            Title = scans.Count == 1 ? scans[0].Target.Name : $"{scans.Count} targets",
            Subjects = [.. scans.Select(scan => Subject(scan, failOn))],
            Rules =
            [
                .. scans
                    .SelectMany(scan =>
                        scan.Findings.Concat(scan.Excluded.Select(excluded => excluded.Finding)).Concat(scan.Undecided)
                    )
                    .GroupBy(finding => finding.Id)
                    .Select(group => Rule(group.MaxBy(finding => Severities.Rank(finding.Severity))!))
                    .OrderBy(rule => rule.Id, StringComparer.Ordinal),
            ],
            Notes = [.. scans.SelectMany(Notes)],
        };

    private static ReportSubject Subject(ScanReport scan, Severity? failOn) =>
        new()
        {
            Name = scan.Target.Name,
            Identity = scan.Target.Kind == ScannedTarget.Image ? SubjectIdentity.OfImage(scan.Target.Name) : scan.Target.Name,
            Digest = scan.Target.Digest,
            Items =
            [
                .. scan.Findings.Select(finding => Item(finding, OutcomeOf(finding.Severity, failOn))),
                .. scan.FileFindings.Select(finding => Item(finding, OutcomeOf(finding.Severity, failOn))),
                .. scan.Excluded.Select(excluded => Item(excluded.Finding, Outcome.Waived) with { Reason = excluded.Reason }),
                .. scan.ExcludedFiles.Select(excluded =>
                    Item(excluded.Finding, Outcome.Waived) with
                    {
                        Reason = excluded.Reason,
                    }
                ),
                .. scan.Undecided.Select(finding =>
                    Item(finding, Outcome.Error) with
                    {
                        Message = $"It may apply, but the versions could not be compared: {Title(finding)}",
                    }
                ),
                .. scan.Limitations.Select(Item),
            ],
        };

    private static Outcome OutcomeOf(Severity severity, Severity? failOn) =>
        failOn is { } threshold && severity.Reaches(threshold) ? Outcome.Fail : Outcome.Note;

    private static ReportItem Item(Finding finding, Outcome outcome) =>
        new()
        {
            Rule = finding.Id,
            Outcome = outcome,
            Severity = finding.Severity,
            Message = Title(finding),
            Remedy = finding.Fixable
                ? $"Update {finding.Package.Name} to {string.Join(" or ", finding.FixedVersions)}."
                : "No fixed version is known.",
            About = $"{finding.Package.Name} {finding.Package.Version}",
            Identity = $"{finding.Package.Type}\n{finding.Package.Name}\n{finding.Package.Location}",
        };

    private static ReportItem Item(FileFinding finding, Outcome outcome) =>
        new()
        {
            Rule = finding.Id,
            Outcome = outcome,
            Severity = finding.Severity,
            Message = finding.Message ?? finding.Title,
            About = finding.StartLine is { } line
                ? string.Create(CultureInfo.InvariantCulture, $"{finding.Location}:{line}")
                : finding.Location,
            Identity = $"{finding.Kind}\n{finding.Location}",
        };

    private static ReportItem Item(Limitation limitation) =>
        new()
        {
            Rule = limitation.Code,
            Outcome = Outcome.Error,
            Message = limitation.Message,
            About = limitation.Location,
            Identity = limitation.Location,
        };

    private static string Title(Finding finding) =>
        finding.Title ?? (finding.Aliases.Count > 0 ? string.Join(", ", finding.Aliases) : finding.Id);

    private static ReportRule Rule(Finding finding) =>
        new(finding.Id, Title(finding))
        {
            Description = finding.Description,
            Severity = finding.Severity,
            HelpUri = Uri.TryCreate(finding.References is [var first, ..] ? first : null, UriKind.Absolute, out var page)
                ? page
                : null,
        };

    private static IEnumerable<string> Notes(ScanReport scan)
    {
        var advisories = string.Join(", ", scan.Advisories.Select(source => source.Name));
        var reason = scan.Engine.Reason is { } why ? $" ({why})" : "";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{scan.Target.Name}: {scan.Packages.Count} packages, scanned with {scan.Engine.Name} {scan.Engine.Version}{reason}, advisories: {(advisories.Length > 0 ? advisories : "none")}."
        );
    }
}
