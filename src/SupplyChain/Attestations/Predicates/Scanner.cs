using System.Text.Json;

namespace SupplyChain.Attestations.Predicates;

/// <summary>A scanner and what it reported (cosign vulnerability attestation, "scanner").</summary>
public sealed record Scanner
{
    /// <summary>URI that stands for the scanner.</summary>
    public required string Uri { get; init; }

    /// <summary>Version of the scanner.</summary>
    public required string Version { get; init; }

    /// <summary>The advisories it matched with.</summary>
    public ScannerDatabase? Db { get; init; }

    /// <summary>The scanner's own report, whole.</summary>
    public required JsonElement Result { get; init; }
}
