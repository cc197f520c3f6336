using SupplyChain.Signing.Verification;

namespace SupplyChain.Gate.Evidence;

/// <summary>Whose signature something is.</summary>
/// <param name="Verification">What verification came to, whether or not the signer counts now.</param>
/// <param name="Accepted">The signers whose signature it is and counts, sorted by name.</param>
/// <param name="Refused">The signers whose signature it is and does not count, and why, in sentences.</param>
internal sealed record SignatureJudgement(
    EvidenceVerification Verification,
    IReadOnlyList<AcceptedSigner> Accepted,
    IReadOnlyList<(string Signer, string Reason)> Refused
)
{
    /// <summary>Names of the signers that are accepted, sorted.</summary>
    public IReadOnlyList<string> Signers => [.. Accepted.Select(accepted => accepted.Signer).Distinct()];

    /// <summary>Whether it counts as evidence by somebody.</summary>
    public bool Counts => Verification.IsVerified && Accepted.Count > 0;

    /// <summary>Why it does not count, in sentences.</summary>
    public string Reason =>
        Refused.Count == 0 ? Verification.Message : string.Join(" ", Refused.Select(refusal => refusal.Reason).Distinct());
}
