namespace SupplyChain.Scanning.Advisories;

/// <summary>Something that happens to a vulnerability in a version.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Version">In which version; <c>0</c> is before all.</param>
internal sealed record RangeEvent(RangeEventKind Kind, string Version);
