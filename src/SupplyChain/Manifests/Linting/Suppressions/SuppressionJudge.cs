using System.Globalization;
using SupplyChain.Images;

namespace SupplyChain.Manifests.Linting.Suppressions;

/// <summary>Parts findings that count from those that are suppressed, and finds what is wrong with the suppressions.</summary>
internal sealed class SuppressionJudge
{
    private readonly SuppressionOptions options;
    private readonly HashSet<string> run;
    private readonly Dictionary<string, List<Suppression>> valid = new(StringComparer.Ordinal);
    private readonly List<LintFinding> faults = [];

    /// <param name="manifests">The manifests with their comments and annotations.</param>
    /// <param name="rulesRun">Ids of the rules that ran: nothing is said about suppressions of others.</param>
    /// <param name="options">What else suppresses.</param>
    public SuppressionJudge(ManifestSet manifests, IEnumerable<string> rulesRun, SuppressionOptions options)
    {
        this.options = options;
        run = rulesRun.ToHashSet(StringComparer.Ordinal);
        foreach (var written in manifests.Files.SelectMany(Written))
        {
            Add(written);
        }

        foreach (var suppression in options.Configuration.Suppressions)
        {
            Add(suppression);
        }
    }

    /// <summary>Judges findings.</summary>
    /// <param name="findings">The findings, in their order.</param>
    /// <returns>Those that count, faults of suppressions included, and those that don't, in that order.</returns>
    public (IReadOnlyList<LintFinding> Counting, IReadOnlyList<SuppressedFinding> Suppressed) Judge(
        IEnumerable<LintFinding> findings
    )
    {
        var counting = new List<LintFinding>();
        var suppressed = new List<SuppressedFinding>();
        var used = new HashSet<Suppression>(ReferenceEqualityComparer.Instance);
        var known = options.Baseline?.Matcher();
        foreach (var finding in findings)
        {
            var by = options.Configuration.Locks(finding.Rule)
                ? null
                : valid.GetValueOrDefault(finding.Rule)?.Find(suppression => suppression.Covers(finding))
                    ?? known?.Invoke(finding);
            if (by is null)
            {
                counting.Add(finding);
            }
            else
            {
                used.Add(by);
                suppressed.Add(new SuppressedFinding(finding, by));
            }
        }

        foreach (var unused in valid.Values.SelectMany(list => list).Where(suppression => !used.Contains(suppression)))
        {
            Fault(SuppressionFault.Unused, unused, $"The suppression of {unused.Rule} suppresses nothing.");
        }

        if (faults.Count > 0)
        {
            counting.AddRange(faults);
            counting.Sort(FindingOrder.ByPlace);
        }

        return (counting, suppressed);
    }

    private static IEnumerable<WrittenSuppression> Written(ManifestFile file) =>
        SuppressionComments.Of(file).Concat(file.Resources.SelectMany(SuppressionAnnotations.Of));

    private void Add(WrittenSuppression written)
    {
        if (SuppressionText.Read(written.Words, out var problem) is not { } text)
        {
            faults.Add(
                Finding(
                    SuppressionFault.Invalid,
                    $"The suppression {problem}, so it suppresses nothing.",
                    written.File,
                    written.Position.Line,
                    written.Position.Column,
                    written.Resource
                )
            );
            return;
        }

        Add(
            new Suppression
            {
                Rule = text.Rule,
                Source = written.Source,
                Reason = text.Reason,
                Owner = text.Owner,
                Until = text.Until,
                File = written.File,
                Line = written.Position.Line,
                Column = written.Position.Column,
                Resource = written.Resource,
                Covers = written.Covers,
            }
        );
    }

    private void Add(Suppression suppression)
    {
        if (RuleSet.BuiltIn.Find(suppression.Rule) is not { } rule)
        {
            Fault(SuppressionFault.Invalid, suppression, $"No rule is named {Printable.Quote(suppression.Rule)}.");
        }
        else if (options.Configuration.Locks(rule.Id))
        {
            Fault(SuppressionFault.Locked, suppression, $"The rule {rule.Id} is locked, so nothing of it is suppressed.");
        }
        else if (suppression.Until < options.Today)
        {
            Fault(
                SuppressionFault.Expired,
                suppression,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The suppression of {rule.Id} ended on {suppression.Until:yyyy-MM-dd}, so it suppresses nothing."
                )
            );
        }
        else if (run.Contains(rule.Id))
        {
            if (!valid.TryGetValue(rule.Id, out var list))
            {
                valid[rule.Id] = list = [];
            }

            list.Add(suppression with { Rule = rule.Id });
        }
    }

    private void Fault(SuppressionFault fault, Suppression suppression, string message) =>
        faults.Add(Finding(fault, message, suppression.File, suppression.Line, suppression.Column, suppression.Resource));

    private static LintFinding Finding(
        SuppressionFault fault,
        string message,
        string file,
        int line,
        int column,
        Resource? resource
    ) =>
        new(
            fault.Id,
            fault.Severity,
            message,
            fault.Remedy,
            file,
            line,
            column,
            resource?.Name ?? new ResourceName("LintConfiguration", null, null)
        );
}
