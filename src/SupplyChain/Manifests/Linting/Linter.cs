using SupplyChain.Manifests.Graph;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Linting;

/// <summary>Applies rules to manifests.</summary>
public static class Linter
{
    /// <summary>Findings of one rule in one resource; what has more was made to be slow to read.</summary>
    private const int MostPerResource = 200;

    /// <summary>Lints a set of manifests. What cannot be judged is in the report and never a pass.</summary>
    public static LintReport Lint(ManifestSet manifests, LintOptions options)
    {
        var scope = new RuleScope(new ManifestGraph([.. manifests.Resources]), options);
        var problems = manifests.Problems.ToList();
        var notEvaluated = manifests.Files.SelectMany(file => file.NotEvaluated).ToList();
        var run = new List<Rule>();
        foreach (var rule in options.Rules.Rules.Where(rule => Applies(rule, options)))
        {
            if (rule.Unavailable?.Invoke(options) is { } reason)
            {
                notEvaluated.Add(new NotEvaluated(rule.Id, null, null, reason));
            }
            else if (rule.NeedsWholeSet && problems.Find(problem => problem.LosesDocument) is { } broken)
            {
                notEvaluated.Add(new NotEvaluated(rule.Id, null, null, Unreadable(broken)));
            }
            else
            {
                run.Add(rule);
            }
        }

        var findings = Run(run, scope)
            .Distinct()
            .OrderBy(finding => finding.File, StringComparer.Ordinal)
            .ThenBy(finding => finding.Line)
            .ThenBy(finding => finding.Column)
            .ThenBy(finding => finding.Rule, StringComparer.Ordinal)
            .ThenBy(finding => finding.Message, StringComparer.Ordinal)
            .ToList();
        return new LintReport(
            findings,
            problems,
            [.. notEvaluated, .. scope.NotEvaluated],
            [.. run.Select(rule => rule.Id)],
            [.. manifests.Files.Select(file => file.Name)],
            manifests.Files.Sum(file => file.Yaml.Documents.Count),
            scope.Graph.Resources.Count
        );
    }

    private static bool Applies(Rule rule, LintOptions options) =>
        rule.Since <= options.KubernetesVersion
        && options.KubernetesVersion <= rule.Until
        && !(rule.PodSecurity == PodSecurityLevel.Restricted && options.PodSecurity == PodSecurityLevel.Baseline);

    private static string Unreadable(YamlProblem broken) =>
        $"The rule concludes from what is absent, and {broken.FileName} has a document that could not be read (line {FormattableString.Invariant($"{broken.Position.Line}")}).";

    private static IEnumerable<LintFinding> Run(List<Rule> rules, RuleScope scope)
    {
        var table = new RuleTable(rules);
        foreach (var resource in scope.Graph.Resources)
        {
            foreach (var rule in table.For(resource.Kind))
            {
                foreach (var violation in Bounded(rule, resource, scope))
                {
                    yield return Finding(rule, violation, scope.Options);
                }
            }
        }

        foreach (var rule in rules.Where(rule => rule.CheckSet is not null))
        {
            foreach (var violation in rule.CheckSet!(scope))
            {
                yield return Finding(rule, violation, scope.Options);
            }
        }
    }

    private static IEnumerable<Violation> Bounded(Rule rule, Resource resource, RuleScope scope)
    {
        var count = 0;
        foreach (var violation in rule.Check!(resource, scope))
        {
            if (++count > MostPerResource)
            {
                scope.CannotJudge(rule.Id, resource, "The resource breaks the rule in more places than are listed.");
                yield break;
            }

            yield return violation;
        }
    }

    private static LintFinding Finding(Rule rule, Violation violation, LintOptions options)
    {
        var place = violation.At.Location.Start;
        var severity = violation.Severity ?? rule.Severity;
        if (rule.PodSecurity is not null && options.PodSecurity is not null && severity < Severity.High)
        {
            severity = Severity.High;
        }

        return new LintFinding(
            rule.Id,
            severity,
            violation.Message,
            rule.Remedy,
            violation.Resource.FileName,
            place.Line,
            place.Column,
            violation.Resource.Name,
            NodePath.Of(violation.Resource.Root, violation.At)
        );
    }
}
