using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Reports;

/// <summary>One check or finding. Text from outside is made safe on the way in.</summary>
public sealed record ReportItem
{
    /// <summary>Id of the rule, check or vulnerability.</summary>
    public required string Rule
    {
        get;
        init => field = SafeText.Line(value);
    }

    /// <summary>How it ended.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>How bad it is; null for checks that only hold or fail.</summary>
    public Severity? Severity { get; init; }

    /// <summary>What was found, in one sentence.</summary>
    public required string Message
    {
        get;
        init => field = SafeText.Line(value);
    }

    /// <summary>What to do about it, in one sentence.</summary>
    public string? Remedy
    {
        get;
        init => field = SafeText.LineOrNull(value);
    }

    /// <summary>Why it does not count, where it is waived or skipped.</summary>
    public string? Reason
    {
        get;
        init => field = SafeText.LineOrNull(value);
    }

    /// <summary>What it is about: <c>Deployment shop/api</c>, <c>openssl 3.0.14</c>.</summary>
    public string? About
    {
        get => field ?? SafeText.LineOrNull(Finding?.Resource.ToString());
        init => field = SafeText.LineOrNull(value);
    }

    /// <summary>Where it is in the sources.</summary>
    public ReportLocation? Location { get; init; }

    /// <summary>The line it is on, for people to see what it is about.</summary>
    public SourceExcerpt? Excerpt => Finding?.Excerpt;

    /// <summary>Other places that it follows from.</summary>
    public IReadOnlyList<RelatedLocation> Related { get; init; } = [];

    /// <summary>The edits of its file that mend it, all of them together.</summary>
    public IReadOnlyList<Replacement> Fix => Finding?.Fix ?? [];

    /// <summary>Whether it is the source itself that says it does not count.</summary>
    public bool IsWaivedInSource { get; init; }

    /// <summary>
    /// What makes two items of one rule different, without anything that changes from build to build: no line, tag, digest or version.
    /// </summary>
    public string? Identity
    {
        get => field ?? SafeText.LineOrNull(Finding?.Identity);
        init => field = SafeText.LineOrNull(value);
    }

    /// <summary>The finding of the linter that it is, which is asked for what only some formats show; null for others.</summary>
    internal LintFinding? Finding { get; init; }
}
