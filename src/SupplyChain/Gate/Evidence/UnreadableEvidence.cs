using SupplyChain.Images;

namespace SupplyChain.Gate.Evidence;

/// <summary>Something attached to an image that could not be read as evidence.</summary>
/// <param name="Location">Where it is.</param>
/// <param name="Digest">Digest of the manifest or bundle; null where that is not known.</param>
/// <param name="Reason">Why it could not be read, as a sentence.</param>
/// <param name="Type">Its predicate type; null where that is not known.</param>
/// <param name="Signers">Names of the signers whose signature verifies, sorted; empty where none was found.</param>
public sealed record UnreadableEvidence(
    string Location,
    Digest? Digest,
    string Reason,
    string? Type,
    IReadOnlyList<string> Signers
);
