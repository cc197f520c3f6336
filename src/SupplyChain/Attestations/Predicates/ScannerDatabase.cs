namespace SupplyChain.Attestations.Predicates;

/// <summary>The advisories a scanner matched with (cosign vulnerability attestation, "scanner.db").</summary>
public sealed record ScannerDatabase
{
    /// <summary>Where the advisories came from.</summary>
    public string? Uri { get; init; }

    /// <summary>Version or digest of the advisories.</summary>
    public string? Version { get; init; }

    /// <summary>How recent the advisories are; from in-toto's vulns predicate, since cosign's form has no date of its own.</summary>
    public DateTimeOffset? LastUpdate { get; init; }
}
