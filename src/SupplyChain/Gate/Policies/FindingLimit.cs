namespace SupplyChain.Gate.Policies;

/// <summary>Which findings of a scan count.</summary>
/// <param name="Severity">This severity and those above it; an unknown severity is above all.</param>
/// <param name="Fixable">True: only where a fixed version exists; false: only where none does; null: both.</param>
/// <param name="Grace">Not before the vulnerability has been public for this long; zero unless given.</param>
public sealed record FindingLimit(Severity Severity, bool? Fixable, TimeSpan Grace)
{
    /// <summary>Whether the limit speaks about findings of this severity.</summary>
    public bool Covers(Severity severity) => severity == Severity.Unknown || severity >= Severity;
}
