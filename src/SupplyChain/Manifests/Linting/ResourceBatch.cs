namespace SupplyChain.Manifests.Linting;

/// <summary>Resources of one file that follow each other, judged by one thread.</summary>
/// <param name="Resources">The resources, one at least.</param>
/// <param name="FirstOfFile">Index of the first batch with resources of the file.</param>
internal sealed record ResourceBatch(IReadOnlyList<Resource> Resources, int FirstOfFile)
{
    private const int Size = 64;

    /// <summary>Findings of one rule in one resource; what has more was made to be slow to read.</summary>
    private const int MostPerResource = 200;

    /// <summary>
    /// Findings in the file; what has more is judged no further, and so is not read whole. Careless manifests have one in two hundred
    /// characters.
    /// </summary>
    public int MostFindings => 10_000 + (Resources[0].Root.Source.Text.Length / 150);

    /// <summary>Name of the file.</summary>
    public string File => Resources[0].FileName;

    /// <summary>Parts resources into batches, in their order.</summary>
    public static IReadOnlyList<ResourceBatch> Split(IReadOnlyList<Resource> resources)
    {
        var batches = new List<ResourceBatch>();
        for (var start = 0; start < resources.Count; )
        {
            var end = start + 1;
            while (end < resources.Count && end - start < Size && resources[end].FileName == resources[start].FileName)
            {
                end++;
            }

            var goesOn = batches is [.., var last] && last.File == resources[start].FileName;
            batches.Add(
                new ResourceBatch([.. resources.Skip(start).Take(end - start)], goesOn ? batches[^1].FirstOfFile : batches.Count)
            );
            start = end;
        }

        return batches;
    }

    /// <summary>Applies the rules of a table.</summary>
    public JudgedBatch Judge(RuleTable table, RuleScope scope)
    {
        var findings = new List<LintFinding>();
        var met = new bool[table.Rules.Count];
        foreach (var resource in Resources)
        {
            foreach (var index in table.For(resource.Kind))
            {
                var rule = table.Rules[index];
                if (rule.Concerns?.Invoke(resource, scope) != false)
                {
                    met[index] = true;
                    Judge(rule, resource, scope, findings);
                }
            }
        }

        return new JudgedBatch(findings, [.. table.Rules.Where((_, index) => met[index])], scope.NotEvaluated);
    }

    private static void Judge(Rule rule, Resource resource, RuleScope scope, List<LintFinding> findings)
    {
        var count = 0;
        foreach (var violation in rule.Check!(resource, scope))
        {
            if (++count > MostPerResource)
            {
                scope.CannotJudge(rule.Id, resource, "The resource breaks the rule in more places than are listed.");
                return;
            }

            findings.Add(FindingMaker.Make(rule, violation, scope.Options));
        }
    }
}
