namespace SupplyChain.Gate.Policies;

/// <summary>A requirement that an image was scanned, completely and lately, and that the scan found nothing that counts.</summary>
/// <param name="By">Who signs it.</param>
/// <param name="MaximumAge">How old the end of the scan may be.</param>
/// <param name="Fail">The findings that count: those that one of these matches.</param>
public sealed record ScanRequirement(SignedBy By, TimeSpan MaximumAge, IReadOnlyList<FindingLimit> Fail)
{
    /// <summary>How old the advisories may have been when the scan ended; null where their age does not count.</summary>
    public TimeSpan? MaximumDatabaseAge { get; init; }
}
