using SupplyChain.Scanning;

namespace SupplyChain.Gate.Policies;

/// <summary>A requirement that an image has an SBOM.</summary>
/// <param name="By">Who signs it.</param>
/// <param name="Formats">The formats that count, sorted; one of them is enough.</param>
public sealed record SbomRequirement(SignedBy By, IReadOnlyList<SbomFormat> Formats);
