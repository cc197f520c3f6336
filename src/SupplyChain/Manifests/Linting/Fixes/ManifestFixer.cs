namespace SupplyChain.Manifests.Linting.Fixes;

/// <summary>
/// Mends what has a safe fix, by the smallest edits of the texts. Every result is read and linted again, and fixes that cannot be
/// proven so are not made.
/// </summary>
public static class ManifestFixer
{
    /// <summary>Rounds after which it ends: a fix can make room for another, as a new mapping does for its fields.</summary>
    private const int MostRounds = 5;

    /// <summary>Fixes a set of manifests. Nothing is written.</summary>
    /// <param name="manifests">The manifests.</param>
    /// <param name="options">How to lint.</param>
    public static FixResult Fix(ManifestSet manifests, LintOptions options)
    {
        var before = Linter.Lint(manifests, options);
        var (now, report) = (manifests, before);
        var made = new List<LintFinding>();
        for (var round = 0; round < MostRounds; round++)
        {
            if (Proven(now, report, options) is not { } proven)
            {
                break;
            }

            made.AddRange(proven.Taken);
            (now, report) = (proven.Manifests, proven.Report);
        }

        return new FixResult(
            Changes(manifests, now),
            made,
            [.. report.Findings.Where(finding => finding.IsFixable).Select(Refused)],
            now,
            report
        );
    }

    /// <summary>The fixes that can be made together and proven; null where there are none.</summary>
    private static FixRound? Proven(ManifestSet manifests, LintReport report, LintOptions options)
    {
        var fixable = report.Findings.Where(finding => finding.IsFixable).ToList();
        var all = new FixRound(manifests, report, options, fixable);
        if (all.Taken.Count == 0 || all.IsProven())
        {
            return all.Taken.Count == 0 ? null : all;
        }

        // One rule's fixes spoil the rest: those of each rule alone show whose.
        var good = fixable
            .GroupBy(finding => finding.Rule, StringComparer.Ordinal)
            .Where(rule => new FixRound(manifests, report, options, rule).IsProven())
            .SelectMany(rule => rule)
            .ToList();
        var rest = new FixRound(manifests, report, options, good);
        return rest.Taken.Count > 0 && rest.IsProven() ? rest : null;
    }

    private static (LintFinding, string) Refused(LintFinding finding) =>
        (finding, "No edit could be proven to mend it and to change nothing else; mend it by hand.");

    private static List<FixedFile> Changes(ManifestSet before, ManifestSet after) =>
        [
            .. before
                .Files.Zip(after.Files)
                .Where(pair => pair.First.Yaml.Text != pair.Second.Yaml.Text)
                .Select(pair => new FixedFile(pair.First.Name, pair.First.Yaml.Text, pair.Second.Yaml.Text)),
            .. after.Files.Skip(before.Files.Count).Select(file => new FixedFile(file.Name, null, file.Yaml.Text)),
        ];
}
