using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing.Certificates;
using SupplyChain.Signing.Keys;

namespace SupplyChain.Signing.Verification;

/// <summary>What verification of one signature came to, with every check that was made, and those that were not.</summary>
/// <param name="Evidence">What was verified.</param>
/// <param name="Status">The outcome.</param>
/// <param name="Checks">Every check, in the order of <see cref="CheckIds"/>.</param>
public sealed record EvidenceVerification(FoundEvidence Evidence, VerificationStatus Status, IReadOnlyList<Check> Checks)
{
    /// <summary>Digest of the artifact that it was held against.</summary>
    public Digest? Artifact { get; init; }

    /// <summary>Whether a key that was given signed this for the wanted purpose about the wanted artifact.</summary>
    public bool IsVerified => Status == VerificationStatus.Verified;

    /// <summary>The key that the signature verifies with, under each name it was given by; empty where it verifies with none.</summary>
    public IReadOnlyList<NamedKey> Signers { get; init; } = [];

    /// <summary>Whose certificate the signature verifies with; null where it is signed with a key or does not verify.</summary>
    public CertificateClaims? Certificate { get; init; }

    /// <summary>
    /// When the signature existed, as logs and timestamp authorities of the trusted root vouch for it; empty where none was
    /// verified, and where the signature does not hold.
    /// </summary>
    public IReadOnlyList<DateTimeOffset> ProvenTimes { get; init; } = [];

    /// <summary>Who signed, for people: names of keys, or an identity with who vouched for it; empty where nobody is known.</summary>
    public IReadOnlyList<string> SignerNames =>
        Certificate is { } claims
            ? [$"{Printable.Line(claims.Identity)} (by {Printable.Line(claims.Issuer)})"]
            : [.. Signers.Select(signer => signer.Name)];

    /// <summary>The statement, once it is verified; null otherwise and for signatures that are no statements.</summary>
    public Statement? Statement { get; init; }

    /// <summary>The first thing that does not hold, or what was verified, in one sentence.</summary>
    public string Message =>
        (
            Checks.FirstOrDefault(check => check.Outcome == CheckOutcome.Failed && check.Id == DecisiveCheck)
            ?? Checks.FirstOrDefault(check => check.Outcome == CheckOutcome.Failed)
            ?? Checks.First(check => check.Id == (Certificate is null ? CheckIds.Signature : CheckIds.Identity))
        ).Message;

    private string DecisiveCheck =>
        Status switch
        {
            VerificationStatus.OtherSubject => CheckIds.Subject,
            VerificationStatus.OtherAnnotations => CheckIds.Annotations,
            VerificationStatus.WrongType => CheckIds.PredicateType,
            VerificationStatus.Unreadable => CheckIds.Format,
            VerificationStatus.WrongIdentity => CheckIds.Identity,
            // Other checks fail for want of the time that it would have given.
            VerificationStatus.Untrusted => CheckIds.SignedTimestamp,
            _ => CheckIds.Signature,
        };
}
