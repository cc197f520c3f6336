using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Linting;

/// <summary>What linting found, what it covered, and what it could not judge.</summary>
/// <param name="Findings">What is wrong and counts, by file, line, column and rule.</param>
/// <param name="Problems">Documents that could not be read, and repeated keys; they are no findings, and no pass either.</param>
/// <param name="NotEvaluated">What was not judged, and why.</param>
/// <param name="RulesRun">Ids of the rules that ran, sorted.</param>
/// <param name="Files">Names of the files, in the order read.</param>
/// <param name="Documents">How many documents were read.</param>
/// <param name="Resources">How many resources were judged, lists taken apart.</param>
public sealed record LintReport(
    IReadOnlyList<LintFinding> Findings,
    IReadOnlyList<YamlProblem> Problems,
    IReadOnlyList<NotEvaluated> NotEvaluated,
    IReadOnlyList<string> RulesRun,
    IReadOnlyList<string> Files,
    int Documents,
    int Resources
)
{
    /// <summary>Value of <c>schema</c> in its JSON form.</summary>
    public const string Schema = "supplychain.lint/v1";

    /// <summary>Findings that are suppressed, in the order of <see cref="Findings"/>.</summary>
    public IReadOnlyList<SuppressedFinding> Suppressed { get; init; } = [];

    /// <summary>How each rule came out, sorted by id; those that could not run are unseen.</summary>
    public IReadOnlyList<RuleResult> Results { get; init; } = [];

    /// <summary>How each of the ten areas came out.</summary>
    public IReadOnlyList<AreaScore> Scores => AreaScore.Of(Results);

    /// <summary>Whether every document could be read.</summary>
    public bool Complete => !Problems.Any(problem => problem.LosesDocument);

    /// <summary>Whether a finding is at or over a severity; one of unknown severity always is.</summary>
    public bool HasFindings(Severity threshold) =>
        Findings.Any(finding => finding.Severity >= threshold || finding.Severity == Severity.Unknown);
}
