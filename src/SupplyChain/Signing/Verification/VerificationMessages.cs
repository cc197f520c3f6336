using SupplyChain.Attestations;
using SupplyChain.Images;

namespace SupplyChain.Signing.Verification;

/// <summary>The sentences of a <see cref="VerificationReport"/>, one for each outcome.</summary>
internal static class VerificationMessages
{
    public static string Of(VerificationReport report)
    {
        var image = $"{report.Location}@{report.Image}";
        var signature = report.PredicateType == PredicateTypes.ImageSignature;
        var what = signature ? "signature" : $"attestation of type {Printable.Quote(report.PredicateType)}";
        var again = signature ? "sign it again" : "attest it again";
        return report.Status switch
        {
            VerificationStatus.Verified => $"{image} has {Count(report, what)} by {Signers(report)}.",
            VerificationStatus.Missing =>
                $"{image} has no {what}: nothing is kept beside it; {(signature ? "sign" : "attest")} it.",
            VerificationStatus.Tampered =>
                $"{image} has a {what} that was altered after it was made; find out who altered it, then {again}.",
            VerificationStatus.OtherSubject =>
                $"{image} has a {what} that was made for another artifact; find out who put it there, then {again}.",
            VerificationStatus.OtherAnnotations =>
                $"{image} has a {what} without the wanted annotations; {again} with them, or ask for those that it has.",
            VerificationStatus.WrongKey =>
                $"{image} has a {what}, but by no key that was given; give the key of its signer, or {again} with the right one.",
            VerificationStatus.WrongIdentity =>
                $"{image} has a {what}, but by no identity that was asked for: {First(report, VerificationStatus.WrongIdentity)} Ask for that identity if it is right, or {again} as the right one.",
            VerificationStatus.Untrusted =>
                $"{image} has a {what} that nothing trusted vouches for: {First(report, VerificationStatus.Untrusted)} Give the trusted root that it was made with, or {again}.",
            VerificationStatus.TooFewSigners =>
                $"{image} has a {what} by {Signers(report)}, which is fewer signers than the {report.DemandedSigners} that are demanded; have others sign it as well.",
            VerificationStatus.Unreadable =>
                $"{image} may have a {what}, but what is kept beside it cannot be read: {First(report, VerificationStatus.Unreadable)}",
            _ =>
                $"{image} has no {what}: what is kept beside it is of other types, which do not count as one; {(signature ? "sign" : "attest")} it.",
        };
    }

    private static string Count(VerificationReport report, string what)
    {
        var count = report.Verified.Count;
        return count == 1 ? $"a verified {what}" : $"{count} verified, each a {what},";
    }

    private static string Signers(VerificationReport report) =>
        string.Join(
            ", ",
            report
                .Verified.SelectMany(result => result.SignerNames)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
        );

    private static string First(VerificationReport report, VerificationStatus status) =>
        report.Results.First(result => result.Status == status).Message;
}
