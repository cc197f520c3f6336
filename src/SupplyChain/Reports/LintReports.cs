using System.Globalization;
using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Linting.Suppressions;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Reports;

/// <summary>Makes a <see cref="Report"/> of linting.</summary>
public static class LintReports
{
    private const string Identity = "manifests";

    /// <summary>The findings, what could not be read, and what was not judged.</summary>
    /// <param name="lint">What linting found.</param>
    /// <param name="rules">The rules it ran with.</param>
    /// <param name="failOn">The severity from which a finding fails, those of unknown severity included.</param>
    public static Report ToReport(this LintReport lint, RuleSet rules, Severity failOn) =>
        new()
        {
            Tool = "lint",
            Title =
                lint.Files.Count == 1 ? lint.Files[0] : string.Create(CultureInfo.InvariantCulture, $"{lint.Files.Count} files"),
            Subjects =
            [
                new ReportSubject
                {
                    Name = Identity,
                    Identity = Identity,
                    Items =
                    [
                        .. lint.Findings.Select(finding => Item(finding, failOn)),
                        .. lint.Suppressed.Select(Item),
                        .. lint.Problems.Select(Item),
                        .. lint.NotEvaluated.Select(Item),
                    ],
                },
            ],
            Rules =
            [
                .. rules
                    .Rules.Where(rule => lint.RulesRun.Contains(rule.Id))
                    .Select(Rule)
                    .Concat(
                        SuppressionFault.All.Where(fault => lint.Findings.Any(finding => finding.Rule == fault.Id)).Select(Rule)
                    )
                    .Concat(lint.Problems.Select(problem => problem.Kind).Distinct().Select(RuleOf))
                    .OrderBy(rule => rule.Id, StringComparer.Ordinal),
            ],
            Areas = lint.Scores,
            Notes =
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{lint.RulesRun.Count} rules judged {lint.Resources} resources in {lint.Documents} documents of {lint.Files.Count} files."
                ),
            ],
        };

    private static ReportItem Item(LintFinding finding, Severity failOn) =>
        new()
        {
            Rule = finding.Rule,
            Outcome = finding.Severity.Reaches(failOn) ? Outcome.Fail : Outcome.Note,
            Severity = finding.Severity,
            Message = finding.Message,
            Remedy = finding.Remedy,
            Location = new ReportLocation(finding.File, finding.Line, finding.Column)
            {
                EndLine = finding.EndLine,
                EndColumn = finding.EndColumn,
            },
            Related = finding.Related.Count == 0 ? [] : [.. finding.Related.Select(Related)],
            Finding = finding,
        };

    private static RelatedLocation Related(LintPlace place) =>
        new(new ReportLocation(place.File, place.Line, place.Column), place.Resource.ToString(), place.Message);

    private static ReportItem Item(SuppressedFinding suppressed) =>
        Item(suppressed.Finding, Severity.Unknown) with
        {
            Outcome = Outcome.Waived,
            Reason = suppressed.By.Justification,
            IsWaivedInSource = suppressed.By.Source is SuppressionSource.Comment or SuppressionSource.Annotation,
        };

    private static ReportItem Item(YamlProblem problem) =>
        new()
        {
            Rule = RuleOf(problem.Kind).Id,
            Outcome = Outcome.Error,
            Message = problem.Message,
            Remedy = problem.Remedy,
            Location = new ReportLocation(problem.FileName, problem.Position.Line, problem.Position.Column),
        };

    private static ReportRule RuleOf(YamlProblemKind kind) =>
        kind switch
        {
            YamlProblemKind.DuplicateKey => new ReportRule("yaml.duplicate-key", "No key stands twice in one mapping"),
            YamlProblemKind.Template => new ReportRule("yaml.template", "Templates are rendered before they are judged"),
            YamlProblemKind.NotRendered => new ReportRule("not-rendered", "Charts and kustomizations can be rendered"),
            YamlProblemKind.NoResource => new ReportRule("no-resource", "There is something to judge"),
            YamlProblemKind.Limit => new ReportRule("yaml.limit", "No file asks for more than its reader gives"),
            _ => new ReportRule("yaml.syntax", "Every document can be read"),
        };

    private static ReportItem Item(NotEvaluated skipped) =>
        new()
        {
            Rule = skipped.Rule ?? "not-judged",
            Outcome = Outcome.Skipped,
            Message = skipped.Rule is null ? "It was not judged." : "The rule did not run.",
            Reason = skipped.Reason,
            Location = skipped.File is { } file ? new ReportLocation(file, skipped.Line) : null,
        };

    private static ReportRule Rule(SuppressionFault fault) =>
        new(fault.Id, fault.Title) { Remedy = fault.Remedy, Severity = fault.Severity };

    private static ReportRule Rule(Rule rule) =>
        new(rule.Id, rule.Title)
        {
            Description = rule.Reason,
            Remedy = rule.Remedy,
            Severity = rule.Severity,
        };
}
