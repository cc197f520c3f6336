using System.Globalization;
using SupplyChain.Gate.Deployment;
using SupplyChain.Gate.Evidence;
using SupplyChain.Gate.Policies;
using SupplyChain.Gate.Verdicts;

namespace SupplyChain.Reports;

/// <summary>Makes a <see cref="Report"/> of a verdict.</summary>
public static class VerdictReports
{
    /// <summary>The checks of each image, of the manifests and of the release, with waivers and what is about to expire.</summary>
    public static Report ToReport(this Verdict verdict) =>
        new()
        {
            Tool = "gate",
            Title = $"the release for {verdict.Environment}",
            Subjects =
            [
                .. verdict.Images.Select(image => Subject(image, verdict.Waivers)),
                Subject("manifests", verdict.Manifests.Checks, verdict.Waivers),
                .. verdict.Checks.Count > 0
                    ? [Subject("release", verdict.Checks, verdict.Waivers)]
                    : Array.Empty<ReportSubject>(),
            ],
            Rules = [.. RulesOf(verdict.AllChecks)],
            Notes = [.. Notes(verdict)],
        };

    /// <summary>The checks before a deployment.</summary>
    /// <param name="deployment">What came of them.</param>
    /// <param name="folder">The folder that was checked.</param>
    public static Report ToReport(this DeploymentResult deployment, string folder) =>
        new()
        {
            Tool = "deploy",
            Title = $"{folder} to {deployment.Environment}",
            Subjects = [Subject(folder, deployment.Checks, [])],
            Rules = [.. RulesOf(deployment.Checks)],
        };

    private static ReportSubject Subject(ImageVerdict image, IReadOnlyList<WaiverUse> waivers) =>
        new()
        {
            Name = image.Image,
            Identity = image.Repository,
            Digest = image.Digest,
            Location = image.Places.Count > 0 ? Location(image.Places[0]) : null,
            Items = [.. image.Checks.Select(check => Item(check, waivers))],
        };

    private static ReportSubject Subject(string name, IReadOnlyList<GateCheck> checks, IReadOnlyList<WaiverUse> waivers) =>
        new()
        {
            Name = name,
            Identity = name,
            Items = [.. checks.Select(check => Item(check, waivers))],
        };

    private static ReportLocation Location(ImagePlace place) => new(place.File, place.Line, place.Column);

    private static ReportItem Item(GateCheck check, IReadOnlyList<WaiverUse> waivers) =>
        new()
        {
            Rule = check.Id,
            Outcome = check.Outcome switch
            {
                GateCheckOutcome.Pass => Outcome.Pass,
                GateCheckOutcome.Skipped => Outcome.Skipped,
                GateCheckOutcome.Waived => Outcome.Waived,
                GateCheckOutcome.Fail => Outcome.Fail,
                _ => Outcome.Error,
            },
            Severity = check.Vulnerability?.Severity ?? check.Lint?.Severity,
            Message = check.Lint is { } place ? WithoutPlace(check.Message, place) : check.Message,
            Remedy = check.Remedy,
            Reason = check.Outcome == GateCheckOutcome.Waived ? Reason(check, waivers) : null,
            About = check.Vulnerability?.Package,
            Location = check.Lint is { } lint ? new ReportLocation(lint.File, lint.Line, lint.Column) : null,
            Identity = check.Vulnerability is { } found ? $"{found.Id}\n{found.Package.Split('@')[0]}" : check.Lint?.Rule,
        };

    // A report shows the place beside the message, where decision.json has it inside.
    private static string WithoutPlace(string message, LintReference lint)
    {
        var place = FormattableString.Invariant($"{lint.File}:{lint.Line}:{lint.Column}: ");
        return message.StartsWith(place, StringComparison.Ordinal) ? message[place.Length..] : message;
    }

    private static IEnumerable<ReportRule> RulesOf(IEnumerable<GateCheck> checks) =>
        checks
            .Where(check => check.Vulnerability is null && check.Lint is null)
            .Select(check => check.Id)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(id => new ReportRule(id, id));

    private static string? Reason(GateCheck check, IReadOnlyList<WaiverUse> waivers) =>
        waivers.FirstOrDefault(waiver => waiver.Id == check.Waiver) is { } used
            ? $"{used.Id} of {used.Owner} until {Day(used.Expires)}: {used.Reason}"
            : check.Waiver;

    private static IEnumerable<string> Notes(Verdict verdict)
    {
        yield return $"Judged by {verdict.Policy.Uri} ({verdict.Policy.Digest}) at {Moment(verdict.EvaluatedAt)}.";
        if (verdict.Mode != GateMode.Enforce && verdict.Outcome != VerdictOutcome.Pass)
        {
            yield return $"The environment only {(verdict.Mode == GateMode.Warn ? "warns" : "records")}: a denial stops nothing here, and no passing verdict was given.";
        }

        if (verdict.Expiry is { } expiry)
        {
            yield return $"This passes until {Moment(expiry.At)}. {expiry.Reason}";
        }

        foreach (var waiver in verdict.Waivers.Where(waiver => waiver.State != WaiverState.Used || waiver.Expiring))
        {
            yield return waiver.State switch
            {
                WaiverState.Expired => $"Waiver {waiver.Id} of {waiver.Owner} expired on {Day(waiver.Expires)}.",
                WaiverState.Unused => $"Waiver {waiver.Id} of {waiver.Owner} was not needed.",
                _ => $"Waiver {waiver.Id} of {waiver.Owner} ends on {Day(waiver.Expires)}.",
            };
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset moment) =>
        moment.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
