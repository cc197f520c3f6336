namespace SupplyChain.Scanning.Advisories;

/// <summary>A range of versions as a list of what happens in which version.</summary>
/// <param name="Semantic">Whether versions follow Semantic Versioning, whatever the ecosystem's own order is.</param>
/// <param name="Events">What happens.</param>
internal sealed record VersionRange(bool Semantic, IReadOnlyList<RangeEvent> Events);
