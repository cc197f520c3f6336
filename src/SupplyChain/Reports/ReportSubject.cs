using SupplyChain.Images;

namespace SupplyChain.Reports;

/// <summary>One thing that was judged: an image, a directory, or all manifests of a release.</summary>
public sealed record ReportSubject
{
    /// <summary>Its name as somebody wrote it.</summary>
    public required string Name
    {
        get;
        init => field = SafeText.Line(value);
    }

    /// <summary>
    /// A name that stays the same from release to release, by which alerts are told apart: an image's repository without
    /// tag and digest.
    /// </summary>
    public required string Identity
    {
        get;
        init => field = SafeText.Line(value);
    }

    /// <summary>Digest of what was judged, where it has one.</summary>
    public Digest? Digest { get; init; }

    /// <summary>Where it is named, so that its alerts have a place in the sources.</summary>
    public ReportLocation? Location { get; init; }

    /// <summary>The checks and findings.</summary>
    public required IReadOnlyList<ReportItem> Items { get; init; }

    /// <summary>The verdict's word for this subject alone.</summary>
    public string Verdict => Report.VerdictOf(Items);
}
