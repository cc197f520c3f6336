using SupplyChain.Images;

namespace SupplyChain.Signing.Verification;

/// <summary>What verification of one image came to, for one purpose.</summary>
/// <param name="Location">Where the image is.</param>
/// <param name="Image">Digest of the image.</param>
/// <param name="PredicateType">The purpose: the predicate type that was asked for.</param>
/// <param name="Results">Each signature that was found, verified or not.</param>
public sealed record VerificationReport(
    string Location,
    Digest Image,
    string PredicateType,
    IReadOnlyList<EvidenceVerification> Results
)
{
    // A report names the reason nearest to success, since that is what its reader can act on.
    private static readonly VerificationStatus[] NearestFirst =
    [
        VerificationStatus.Verified,
        VerificationStatus.Tampered,
        VerificationStatus.OtherSubject,
        VerificationStatus.OtherAnnotations,
        VerificationStatus.Untrusted,
        VerificationStatus.WrongIdentity,
        VerificationStatus.WrongKey,
        VerificationStatus.Unreadable,
        VerificationStatus.WrongType,
    ];

    /// <summary>The outcome: verified as soon as signatures by enough signers are, else the reason nearest to that.</summary>
    public VerificationStatus Status =>
        NearestFirst.FirstOrDefault(status => Results.Any(result => result.Status == status)) is var nearest
        && nearest == VerificationStatus.Verified
        && CountSigners() < DemandedSigners
            ? VerificationStatus.TooFewSigners
            : nearest;

    /// <summary>How many different keys or identities must have signed; one unless given.</summary>
    public int DemandedSigners { get; init; } = 1;

    /// <summary>Whether other signatures were not looked for, such as in cosign's older forms, since what was found first suffices.</summary>
    public bool LeavesOutOthers { get; init; }

    /// <summary>Whether the image is one for several platforms, of which the index itself was looked at and no platform alone.</summary>
    public bool IsIndex { get; init; }

    /// <summary>Whether the image is signed, or attested, for this purpose.</summary>
    public bool IsVerified => Status == VerificationStatus.Verified;

    /// <summary>The signatures that hold.</summary>
    public IReadOnlyList<EvidenceVerification> Verified => [.. Results.Where(result => result.IsVerified)];

    /// <summary>The outcome in one sentence: what, on what, and unless it is verified, the remedy.</summary>
    public string Message => VerificationMessages.Of(this);

    /// <summary>How a command ends with this: pass, deny, or undetermined where evidence cannot be read.</summary>
    public ExitCode ExitCode =>
        Status switch
        {
            VerificationStatus.Verified => ExitCode.Pass,
            VerificationStatus.Unreadable => ExitCode.Undetermined,
            _ => ExitCode.Deny,
        };

    // One key under two names, or one signature kept in two places, is one signer.
    internal int CountSigners() =>
        Verified
            .SelectMany(result =>
                result.Certificate is { } claims
                    ? [$"{claims.Issuer} {claims.Identity}"]
                    : result.Signers.Select(signer => signer.Key.Hint)
            )
            .Distinct(StringComparer.Ordinal)
            .Count();
}
