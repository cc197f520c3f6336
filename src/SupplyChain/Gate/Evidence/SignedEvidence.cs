namespace SupplyChain.Gate.Evidence;

/// <summary>What an attestation says, with the proof that somebody the policy names says it.</summary>
/// <param name="Reference">The attestation.</param>
/// <param name="Content">What it says.</param>
public sealed record SignedEvidence<T>(EvidenceReference Reference, T Content);
