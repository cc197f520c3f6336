using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Linting.Fixes;

/// <summary>Fixes made together: the manifests they lead to, and whether that is proven to be right.</summary>
internal sealed class FixRound
{
    private readonly ManifestSet before;
    private readonly LintReport old;
    private readonly LintOptions options;
    private readonly List<LintFinding> taken = [];
    private readonly Dictionary<string, FieldEdits> edits = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> added = new(StringComparer.Ordinal);

    public FixRound(ManifestSet before, LintReport old, LintOptions options, IEnumerable<LintFinding> findings)
    {
        this.before = before;
        this.old = old;
        this.options = options;
        foreach (var finding in findings)
        {
            if (TryTake(finding))
            {
                taken.Add(finding);
            }
        }

        Manifests = new ManifestSet([
            .. before.Files.Select(Edited),
            .. added.Select(file => ManifestFile.Parse(file.Key, file.Value)),
        ])
        {
            NotRendered = before.NotRendered,
        };
        Report = Linter.Lint(Manifests, options);
    }

    /// <summary>The findings whose fixes were made.</summary>
    public IReadOnlyList<LintFinding> Taken => taken;

    /// <summary>The manifests with the fixes.</summary>
    public ManifestSet Manifests { get; }

    /// <summary>The report on them.</summary>
    public LintReport Report { get; }

    /// <summary>
    /// Whether every document still parses, every resource is still there, what was to be fixed is gone, and nothing came up that
    /// was not there.
    /// </summary>
    public bool IsProven()
    {
        if (
            Report.Problems.Count > old.Problems.Count
            || !Names(before).SequenceEqual(Names(Manifests).Take(old.Resources))
            || Manifests.Files.Skip(before.Files.Count).Any(file => file.Resources.Count == 0)
        )
        {
            return false;
        }

        var known = Keys(old);
        var now = Keys(Report);
        return taken.TrueForAll(finding => !now.Contains(Key(finding))) && now.IsSubsetOf(known);
    }

    private bool TryTake(LintFinding finding)
    {
        if (finding.NewFile is { } file)
        {
            var folder = Path.GetDirectoryName(finding.File);
            var name = (string.IsNullOrEmpty(folder) ? file.Name : Path.Combine(folder, file.Name)).Replace('\\', '/');
            return !before.Files.Any(known => known.Name == name) && (added.TryAdd(name, file.Text) || added[name] == file.Text);
        }

        if (!edits.TryGetValue(finding.File, out var known))
        {
            edits[finding.File] = known = new FieldEdits();
        }

        return known.TryAdd(finding.Changes);
    }

    private ManifestFile Edited(ManifestFile file) =>
        edits.GetValueOrDefault(file.Name)?.ToEdits() is { Count: > 0 } changes
            ? ManifestFile.Parse(file.Name, TextEdit.Apply(file.Yaml.Text, changes))
            : file;

    private static IEnumerable<ResourceName> Names(ManifestSet set) => set.Resources.Select(resource => resource.Name);

    private static HashSet<string> Keys(LintReport report) => report.Findings.Select(Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>What a finding is about, but for the field: a fix moves it from a missing field's parent to the field.</summary>
    private static string Key(LintFinding finding) => $"{finding.Rule}\n{finding.File}\n{finding.Resource}\n{finding.Message}";
}
