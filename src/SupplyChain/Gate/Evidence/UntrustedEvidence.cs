using SupplyChain.Images;

namespace SupplyChain.Gate.Evidence;

/// <summary>An attestation that does not count: signed by nobody the policy names, or about something else.</summary>
/// <param name="Location">Where it is.</param>
/// <param name="Digest">Digest of the bundle.</param>
/// <param name="Type">The predicate type it claims; null where it claims none.</param>
/// <param name="Reason">Why it does not count, as a sentence.</param>
public sealed record UntrustedEvidence(string Location, Digest Digest, string? Type, string Reason)
{
    /// <summary>Names of the signers who made it with a key that does not count; empty where nobody the policy names made it.</summary>
    public IReadOnlyList<string> Signers { get; init; } = [];
}
