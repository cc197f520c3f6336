using SupplyChain.Manifests.Graph;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Linting;

/// <summary>
/// One application of rules to the resources of a set, on all processors, with the outcome of judging one resource after the
/// other: the findings, which rules met something they are about, and what could not be judged.
/// </summary>
internal sealed class LintRun
{
    private readonly RuleTable table;
    private readonly IReadOnlyList<ResourceBatch> batches;
    private readonly int[] counts;
    private readonly HashSet<Rule> met = [];
    private readonly List<LintFinding> findings = [];
    private readonly List<NotEvaluated> notEvaluated = [];
    private readonly List<YamlProblem> overfull = [];

    public LintRun(IReadOnlyList<Rule> rules, ManifestGraph graph, LintOptions options)
    {
        var scope = new RuleScope(graph, options);
        table = new RuleTable(rules, graph.Resources);
        batches = ResourceBatch.Split(graph.Resources);
        counts = new int[batches.Count];
        var judged = ParallelList.Of(batches.Count, index => IsFull(index) ? null : Judge(index, scope.Fork()));
        for (var index = 0; index < batches.Count; index++)
        {
            Take(index, judged[index]);
        }

        foreach (var rule in rules.Where(rule => rule.CheckSet is not null))
        {
            if (rule.Concerns is null || graph.Resources.Any(resource => rule.Concerns(resource, scope)))
            {
                met.Add(rule);
            }

            findings.AddRange(rule.CheckSet!(scope).Select(violation => FindingMaker.Make(rule, violation, options)));
        }

        notEvaluated.AddRange(scope.NotEvaluated);
        FindingOrder.Arrange(findings);
    }

    /// <summary>The findings in their order, each once.</summary>
    public IReadOnlyList<LintFinding> Findings => findings;

    /// <summary>What rules could not judge.</summary>
    public IReadOnlyList<NotEvaluated> NotEvaluated => notEvaluated;

    /// <summary>Files with more findings than are listed.</summary>
    public IReadOnlyList<YamlProblem> Overfull => overfull;

    /// <summary>Whether a rule met a resource that it is about.</summary>
    public bool Met(Rule rule) => met.Contains(rule);

    private JudgedBatch Judge(int index, RuleScope scope)
    {
        var judged = batches[index].Judge(table, scope);
        Volatile.Write(ref counts[index], judged.Findings.Count);
        return judged;
    }

    private void Take(int index, JudgedBatch? judged)
    {
        // Not what other threads judged before they saw that the file is full: that depends on the moment.
        if (judged is null || IsFull(index))
        {
            counts[index] = 0;
            var batch = batches[index];
            if (overfull.Count == 0 || overfull[^1].FileName != batch.File)
            {
                overfull.Add(TooMany(batch));
            }

            return;
        }

        findings.AddRange(judged.Findings);
        notEvaluated.AddRange(judged.NotEvaluated);
        met.UnionWith(judged.Met);
    }

    /// <summary>Whether the batches of a file before one of it have all findings that are listed; those of other files don't count.</summary>
    private bool IsFull(int index)
    {
        var before = 0;
        var most = batches[index].MostFindings;
        for (var earlier = batches[index].FirstOfFile; earlier < index && before < most; earlier++)
        {
            before += Volatile.Read(ref counts[earlier]);
        }

        return before >= most;
    }

    private static YamlProblem TooMany(ResourceBatch batch) =>
        new(
            YamlProblemKind.Limit,
            FormattableString.Invariant(
                $"The file breaks rules in more than {batch.MostFindings} places, so what follows was not judged."
            ),
            "Mend those listed, or split the file.",
            batch.File,
            batch.Resources[0].Root.Location.Start
        );
}
