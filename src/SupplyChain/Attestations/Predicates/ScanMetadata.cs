namespace SupplyChain.Attestations.Predicates;

/// <summary>When a scan ran (cosign vulnerability attestation, "metadata").</summary>
/// <param name="ScanStartedOn">When it began.</param>
/// <param name="ScanFinishedOn">When it ended.</param>
public sealed record ScanMetadata(DateTimeOffset ScanStartedOn, DateTimeOffset ScanFinishedOn);
