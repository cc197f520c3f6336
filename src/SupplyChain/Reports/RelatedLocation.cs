namespace SupplyChain.Reports;

/// <summary>A place that an item follows from.</summary>
/// <param name="Location">The place.</param>
/// <param name="About">What stands there.</param>
/// <param name="Message">What it has to do with the item, in one sentence.</param>
public sealed record RelatedLocation(ReportLocation Location, string About, string Message)
{
    /// <summary>What stands there, safe to print.</summary>
    public string About { get; } = SafeText.Line(About);

    /// <summary>What it has to do with the item, safe to print.</summary>
    public string Message { get; } = SafeText.Line(Message);
}
