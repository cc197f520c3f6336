using SupplyChain.Gate.Evidence;
using SupplyChain.Gate.Policies;
using SupplyChain.Images;
using SupplyChain.Scanning;

namespace SupplyChain.Gate.Verdicts;

/// <summary>Judges what a scan found: each vulnerability of a package that counts is a violation of its own.</summary>
internal sealed class FindingJudge(CheckList checks, IReadOnlyList<FindingLimit> limits, DateTimeOffset now, TimeSpan skew)
{
    public void Judge(SignedEvidence<ScanReport> scan, string on)
    {
        var findings = scan
            .Content.Findings.DistinctBy(finding =>
                (finding.Id, finding.Package.Name, finding.Package.Version, finding.Package.Purl)
            )
            .ToArray();
        var violations = findings.Where(Counts).ToArray();
        if (violations.Length == 0)
        {
            checks.Pass(
                RuleIds.ScanFindings,
                FormattableString.Invariant($"The scan{on} has {findings.Length} findings, and none of them counts."),
                scan.Reference
            );
        }

        foreach (var finding in violations)
        {
            checks.Fail(Violation(finding, on, scan.Reference), finding.Aliases);
        }
    }

    private bool Counts(Finding finding)
    {
        var counts = false;
        foreach (
            var limit in limits.Where(limit =>
                limit.Covers(finding.Severity) && (limit.Fixable ?? finding.Fixable) == finding.Fixable
            )
        )
        {
            if (GraceEnd(limit, finding) is { } end && end > now)
            {
                checks.Expiry.Note(end, $"The grace for {Printable.Line(finding.Id)} ends.");
            }
            else
            {
                counts = true;
            }
        }

        return counts;
    }

    // A date that is missing, or lies in the future, is no reason for grace.
    private DateTimeOffset? GraceEnd(FindingLimit limit, Finding finding) =>
        finding.PublishedAt is { } published && published <= now + skew ? published + limit.Grace : null;

    private static GateCheck Violation(Finding finding, string on, EvidenceReference scan)
    {
        var package = $"{Printable.Line(finding.Package.Name)} {Printable.Line(finding.Package.Version)}";
        var newest = finding.FixedVersions.Count == 0 ? null : Printable.Line(string.Join(" or ", finding.FixedVersions));
        return new GateCheck(
            RuleIds.ScanFindings,
            GateCheckOutcome.Fail,
            $"{Printable.Line(finding.Id)} ({finding.Severity.ToString().ToLowerInvariant()}) is in {package}{on}; {(newest is null ? "no version fixes it" : $"fixed in {newest}")}."
        )
        {
            Remedy = newest is null
                ? "Do without the package, or have somebody answer for the finding in a waiver."
                : $"Update {Printable.Line(finding.Package.Name)} to {newest}, build and scan again.",
            Vulnerability = new VulnerabilityReference(
                finding.Id,
                finding.Severity,
                finding.Package.Purl ?? finding.Package.Name
            ),
            Evidence = [scan],
        };
    }
}
