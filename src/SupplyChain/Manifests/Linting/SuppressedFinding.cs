namespace SupplyChain.Manifests.Linting;

/// <summary>A finding that does not count, for somebody answers for it or it was known before.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="By">What suppresses it.</param>
public sealed record SuppressedFinding(LintFinding Finding, Suppressions.Suppression By);
