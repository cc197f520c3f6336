namespace SupplyChain.Reports;

/// <summary>What a rule, check or vulnerability is, wherever it is found.</summary>
/// <param name="Id">Its stable id.</param>
/// <param name="Title">What it is, in one line.</param>
public sealed record ReportRule(string Id, string Title)
{
    /// <summary>Its stable id, safe to print.</summary>
    public string Id { get; } = SafeText.Line(Id);

    /// <summary>What it is, in one line, safe to print.</summary>
    public string Title { get; } = SafeText.Line(Title);

    /// <summary>Why it matters, in a few sentences.</summary>
    public string? Description
    {
        get;
        init => field = SafeText.LineOrNull(value);
    }

    /// <summary>What to do about it.</summary>
    public string? Remedy
    {
        get;
        init => field = SafeText.LineOrNull(value);
    }

    /// <summary>How bad it is; null for checks that only hold or fail.</summary>
    public Severity? Severity { get; init; }

    /// <summary>A page about it; anything but an absolute http or https address is left out.</summary>
    public Uri? HelpUri
    {
        get;
        init => field = value is { IsAbsoluteUri: true, Scheme: "https" or "http" } ? value : null;
    }
}
