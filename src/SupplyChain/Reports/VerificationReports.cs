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

    /// <summary>Whether each image is signed or attested as was asked for, by which checks, and which of them were not made.</summary>
    /// <param name="verifications">One per image, with its name as somebody wrote it.</param>
    public static Report ToReport(this IReadOnlyList<(string Name, VerificationReport Verification)> verifications) =>
        new()
        {
            Tool = Tool,
            Title = verifications.Count == 1 ? verifications[0].Name : $"{verifications.Count} images",
            Subjects = [.. verifications.Select(each => Subject(each.Name, each.Verification))],
            Rules = [],
            Overview = Decisions,
        };

    /// <summary>Whether a file is signed or attested as was asked for.</summary>
    /// <param name="verification">What verification came to.</param>
    /// <param name="name">The file as somebody wrote it.</param>
    /// <param name="digest">Its digest, where that is known.</param>
    public static Report ToReport(this EvidenceVerification verification, string name, Digest? digest) =>
        new()
        {
            Tool = Tool,
            Title = name,
            Subjects =
            [
                new ReportSubject
                {
                    Name = name,
                    Identity = name,
                    Digest = digest,
                    Items = [Decision(Signed, verification.Status, verification.Message), .. Checks(verification)],
                },
            ],
            Rules = [],
            Overview = Decisions,
        };

    private static ReportSubject Subject(string name, VerificationReport verification)
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
            ],
        };
    }

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
                check.Outcome != CheckOutcome.NotApplicable && check.Id != Signed && check.Message != verification.Message
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
