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
            VerificationStatus.Unreadable =>
                $"{image} may have a {what}, but what is kept beside it cannot be read: {FirstProblem(report)}",
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
                .Verified.SelectMany(result => result.Signers)
                .Select(signer => signer.Name)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
        );

    private static string FirstProblem(VerificationReport report) =>
        report.Results.First(result => result.Status == VerificationStatus.Unreadable).Message;
}
