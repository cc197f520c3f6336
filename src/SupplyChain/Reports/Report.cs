using SupplyChain.Manifests.Linting;

namespace SupplyChain.Reports;

/// <summary>What one run of a tool has to say, in the one shape that every output format is written from.</summary>
public sealed record Report
{
    /// <summary>Which verb it comes from: <c>lint</c>, <c>scan</c>, <c>verify</c> or <c>gate</c>.</summary>
    public required string Tool { get; init; }

    /// <summary>What was judged, for the headline, such as <c>3 files</c> or <c>release for prod</c>.</summary>
    public required string Title
    {
        get;
        init => field = SafeText.Line(value);
    }

    /// <summary>What was looked at, each with its items: one per image, or one for all manifests.</summary>
    public required IReadOnlyList<ReportSubject> Subjects { get; init; }

    /// <summary>The rules that were checked or broken, sorted by id.</summary>
    public required IReadOnlyList<ReportRule> Rules { get; init; }

    /// <summary>What the reader has to know besides: what did not run and why, which scanner was used. Sentences.</summary>
    public IReadOnlyList<string> Notes
    {
        get => field ?? [];
        init => field = [.. value.Select(SafeText.Line)];
    }

    /// <summary>The groups of checks that the overview shows; all unless given.</summary>
    public IReadOnlyList<string>? Overview { get; init; }

    /// <summary>How each of the ten areas of hardening came out; null for all but linting.</summary>
    public IReadOnlyList<AreaScore>? Areas { get; init; }

    /// <summary>The verdict's word: <c>deny</c> when anything failed, else <c>error</c> when anything is undecided, else <c>pass</c>.</summary>
    public string Verdict => VerdictOf(Subjects.SelectMany(subject => subject.Items));

    /// <summary>The exit code that goes with <see cref="Verdict"/>.</summary>
    public ExitCode ExitCode =>
        Verdict switch
        {
            "pass" => ExitCode.Pass,
            "deny" => ExitCode.Deny,
            _ => ExitCode.Undetermined,
        };

    /// <summary>Every item with its subject, the worst first, in an order that depends on nothing but their content.</summary>
    public IReadOnlyList<(ReportSubject Subject, ReportItem Item)> WorstFirst() =>
        [
            .. Subjects
                .SelectMany(subject => subject.Items.Select(item => (Subject: subject, Item: item)))
                .OrderBy(pair => pair.Item, ReportItemOrder.WorstFirst)
                .ThenBy(pair => pair.Subject.Name, StringComparer.Ordinal),
        ];

    internal static string VerdictOf(IEnumerable<ReportItem> items)
    {
        var outcomes = items.Select(item => item.Outcome).ToHashSet();
        return outcomes.Contains(Outcome.Fail) ? "deny"
            : outcomes.Contains(Outcome.Error) ? "error"
            : "pass";
    }
}
