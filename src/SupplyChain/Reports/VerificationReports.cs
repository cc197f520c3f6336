using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing.Verification;

namespace SupplyChain.Reports;

/// <summary>Makes a <see cref="Report"/> of verification.</summary>
public static class VerificationReports
{
    private const string Tool = "verify";
    private const string Signed = "signature";
    private const string Attested = "attestation";
    private const string OtherEvidence = "evidence";

    private static readonly string[] Decisions = [Signed, Attested];

    /// <summary>
    /// Whether each image is signed or attested as was asked for. One that could not be judged leaves the whole undecided, since
    /// whoever asks for several wants an answer on each.
    /// </summary>
    /// <param name="images">One per image, made by <c>ToSubject</c>.</param>
    public static Report OfImages(IReadOnlyList<ReportSubject> images) =>
        Report(images.Count == 1 ? images[0].Name : $"{images.Count} images", images);

    /// <summary>Whether an image is signed or attested as was asked for, by which checks, and which of them were not made.</summary>
    /// <param name="verification">What verification came to.</param>
    /// <param name="name">The image as somebody wrote it.</param>
    public static ReportSubject ToSubject(this VerificationReport verification, string name)
    {
        var rule = verification.PredicateType == PredicateTypes.ImageSignature ? Signed : Attested;
        return new ReportSubject
        {
            Name = name,
            Identity = SubjectIdentity.OfImage(name),
            Digest = verification.Image,
            Items =
            [
                Decision(rule, verification.Status, verification.Message),
                .. verification.Verified.Take(1).SelectMany(Checks),
                .. verification.Results.Where(result => !result.IsVerified && IsForThis(result, verification)).Select(Other),
                .. Limits(verification),
            ],
        };
    }

    /// <summary>An image that could not be judged, and why.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="name">The image as somebody wrote it.</param>
    /// <param name="digest">Its digest, where that is known.</param>
    public static ReportSubject ToSubject(this UndeterminedException failure, string name, Digest? digest) =>
        new()
        {
            Name = name,
            Identity = SubjectIdentity.OfImage(name),
            Digest = digest,
            Items = [Undecided(failure)],
        };

    /// <summary>A file that could not be judged, and why.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="name">The file as somebody wrote it.</param>
    public static Report ToReport(this UndeterminedException failure, string name) =>
        Report(
            name,
            [
                new ReportSubject
                {
                    Name = name,
                    Identity = name,
                    Items = [Undecided(failure)],
                },
            ]
        );

    /// <summary>Whether a file is signed or attested as was asked for.</summary>
    /// <param name="verification">What verification came to.</param>
    /// <param name="name">The file as somebody wrote it.</param>
    /// <param name="digest">Its digest, where that is known.</param>
    public static Report ToReport(this EvidenceVerification verification, string name, Digest? digest) =>
        Report(
            name,
            [
                new ReportSubject
                {
                    Name = name,
                    Identity = name,
                    Digest = digest,
                    Items =
                    [
                        Decision(
                            verification.Evidence.Bundle?.Envelope is null ? Signed : Attested,
                            verification.Status,
                            verification.IsVerified ? VerifiedFile(verification) : verification.Message
                        ) with
                        {
                            Remedy = RemedyOf(verification.Status),
                        },
                        .. Checks(verification),
                    ],
                },
            ]
        );

    private static Report Report(string title, IReadOnlyList<ReportSubject> subjects) =>
        new()
        {
            Tool = Tool,
            Title = title,
            Subjects = subjects,
            Rules = [],
            Overview = Decisions,
        };

    private static ReportItem Undecided(UndeterminedException failure) =>
        new()
        {
            Rule = failure.Code,
            Outcome = Outcome.Error,
            Message = failure.Message,
        };

    private static IEnumerable<ReportItem> Limits(VerificationReport verification)
    {
        if (verification.IsIndex)
        {
            yield return new ReportItem
            {
                Rule = "platforms",
                Outcome = Outcome.Skipped,
                Message =
                    "It is an index: what counts is kept beside the index itself, and nothing beside its platforms was looked at.",
            };
        }

        if (verification.LeavesOutOthers)
        {
            yield return new ReportItem
            {
                Rule = OtherEvidence,
                Outcome = Outcome.Skipped,
                Message = "Other signatures were not looked for, such as in cosign's older forms, since what was found suffices.",
            };
        }
    }

    private static string VerifiedFile(EvidenceVerification verification)
    {
        var signers = string.Join(", ", verification.SignerNames);
        return verification.Statement is { } statement
            ? $"It is attested with type {Printable.Quote(statement.PredicateType)} by {signers}."
            : $"It is signed by {signers}.";
    }

    private static string? RemedyOf(VerificationStatus status) =>
        status switch
        {
            VerificationStatus.Verified => null,
            VerificationStatus.Tampered => "Find out who altered it, then sign the file again.",
            VerificationStatus.OtherSubject => "Give the file that was signed, or sign this one.",
            VerificationStatus.WrongKey => "Give the key of its signer, or sign the file again with the right one.",
            VerificationStatus.WrongIdentity => "Ask for that identity if it is right, or sign the file again as the right one.",
            VerificationStatus.Untrusted => "Give the trusted root that it was made with, or sign the file again.",
            VerificationStatus.WrongType => "Ask for the type that it has, or attest the file with the wanted one.",
            _ => "Fetch the bundle anew, or sign the file again.",
        };

    // An SBOM beside the image is no failed signature, and telling of it would only hide those that are.
    private static bool IsForThis(EvidenceVerification result, VerificationReport verification) =>
        result.Status != VerificationStatus.WrongType || verification.Status == VerificationStatus.WrongType;

    private static ReportItem Decision(string rule, VerificationStatus status, string message) =>
        new()
        {
            Rule = rule,
            Outcome = status switch
            {
                VerificationStatus.Verified => Outcome.Pass,
                VerificationStatus.Unreadable => Outcome.Error,
                _ => Outcome.Fail,
            },
            Message = message,
        };

    // What a decision rests on; the check of its own name is the decision itself.
    private static IEnumerable<ReportItem> Checks(EvidenceVerification verification) =>
        verification
            .Checks.Where(check =>
                check.Outcome != CheckOutcome.NotApplicable
                && check.Id != Signed
                && (verification.IsVerified || check.Message != verification.Message)
            )
            .Select(check => new ReportItem
            {
                Rule = check.Id,
                Outcome = check.Outcome switch
                {
                    CheckOutcome.Passed => Outcome.Pass,
                    CheckOutcome.Skipped => Outcome.Skipped,
                    _ => Outcome.Fail,
                },
                Message = check.Message,
            });

    private static ReportItem Other(EvidenceVerification result) =>
        new()
        {
            Rule = OtherEvidence,
            Outcome = Outcome.Note,
            Message = result.Message,
            About = result.Evidence.Content?.ToString() ?? result.Evidence.Location,
        };
}
