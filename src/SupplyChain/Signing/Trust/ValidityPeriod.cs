namespace SupplyChain.Signing.Trust;

/// <summary>When something is trusted, both ends included (sigstore_common.proto, TimeRange).</summary>
/// <param name="Start">From when.</param>
/// <param name="End">Until when; null for no end.</param>
internal readonly record struct ValidityPeriod(DateTimeOffset Start, DateTimeOffset? End)
{
    public bool Contains(DateTimeOffset time) => time >= Start && (End is not { } end || time <= end);
}
