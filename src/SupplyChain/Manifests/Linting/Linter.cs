using SupplyChain.Manifests.Graph;
using SupplyChain.Manifests.Linting.Suppressions;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Linting;

/// <summary>Applies rules to manifests.</summary>
public static class Linter
{
    /// <summary>Lints a set of manifests. What cannot be judged is in the report and never a pass.</summary>
    public static LintReport Lint(ManifestSet manifests, LintOptions options)
    {
        var graph = new ManifestGraph([.. manifests.Resources]);
        var problems = manifests.Problems.Concat(manifests.NotRendered).ToList();
        if (graph.Resources.Count == 0 && problems.Count == 0)
        {
            problems.Add(Nothing(manifests));
        }

        var notEvaluated = manifests.Files.SelectMany(file => file.NotEvaluated).ToList();
        var broken = problems.Find(problem => problem.LosesDocument);
        var applicable = options.Rules.Rules.Where(rule => Applies(rule, options)).ToList();
        var runnable = new List<Rule>();
        foreach (var rule in applicable)
        {
            if (rule.Unavailable?.Invoke(options) is { } reason)
            {
                notEvaluated.Add(new NotEvaluated(rule.Id, null, null, reason));
            }
            else if (rule.NeedsWholeSet && broken is not null)
            {
                notEvaluated.Add(new NotEvaluated(rule.Id, null, null, Unreadable(broken)));
            }
            else
            {
                runnable.Add(rule);
            }
        }

        var run = new LintRun(runnable, graph, options);
        problems.AddRange(run.Overfull);
        var (counting, suppressed) = options.Suppressions is { } suppressions
            ? new SuppressionJudge(manifests, runnable.Select(rule => rule.Id), suppressions).Judge(run.Findings)
            : (run.Findings, []);
        return new LintReport(
            counting,
            problems,
            [.. notEvaluated, .. run.NotEvaluated],
            [.. runnable.Select(rule => rule.Id)],
            [.. manifests.Files.Select(file => file.Name)],
            manifests.Files.Sum(file => file.Yaml.Documents.Count),
            graph.Resources.Count
        )
        {
            Suppressed = suppressed,
            Results = Results(applicable, run, counting, suppressed),
        };
    }

    private static bool Applies(Rule rule, LintOptions options) =>
        rule.Since <= options.KubernetesVersion
        && options.KubernetesVersion <= rule.Until
        && !(rule.PodSecurity == PodSecurityLevel.Restricted && options.PodSecurity == PodSecurityLevel.Baseline);

    private static YamlProblem Nothing(ManifestSet manifests) =>
        new(
            YamlProblemKind.NoResource,
            "None of the documents is a Kubernetes object, so nothing was judged.",
            "Name the files with the manifests.",
            manifests.Files[0].Name,
            new TextPosition(0, 1, 1)
        );

    private static string Unreadable(YamlProblem broken) =>
        $"The rule concludes from what is absent, and {broken.FileName} has a document that could not be read (line {FormattableString.Invariant($"{broken.Position.Line}")}).";

    private static IReadOnlyList<RuleResult> Results(
        List<Rule> rules,
        LintRun run,
        IReadOnlyList<LintFinding> counting,
        IReadOnlyList<SuppressedFinding> suppressed
    )
    {
        var failed = counting.Select(finding => finding.Rule).ToHashSet(StringComparer.Ordinal);
        var waived = suppressed.Select(item => item.Finding.Rule).ToHashSet(StringComparer.Ordinal);
        var unjudged = run.NotEvaluated.Select(item => item.Rule).ToHashSet(StringComparer.Ordinal);
        return [.. rules.Select(rule => new RuleResult(rule.Id, rule.Area, OutcomeOf(rule)))];

        RuleOutcome OutcomeOf(Rule rule) =>
            failed.Contains(rule.Id) ? RuleOutcome.Fail
            : waived.Contains(rule.Id) ? RuleOutcome.Waived
            : run.Met(rule) && !unjudged.Contains(rule.Id) ? RuleOutcome.Pass
            : RuleOutcome.Unseen;
    }
}
