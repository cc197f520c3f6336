using SupplyChain.Images;

namespace SupplyChain.Gate.Evidence;

/// <summary>An attestation that does not count: signed by no key of the policy, or about something else.</summary>
/// <param name="Location">Where it is.</param>
/// <param name="Digest">Digest of the bundle.</param>
/// <param name="Type">The predicate type it claims; null where it claims none.</param>
/// <param name="Reason">Why it does not count, as a sentence.</param>
public sealed record UntrustedEvidence(string Location, Digest Digest, string? Type, string Reason);
