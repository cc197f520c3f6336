using SupplyChain.Images;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;

namespace SupplyChain.Signing.Verification;

/// <summary>Verifies a signature over the bytes of a file.</summary>
internal static class BlobVerifier
{
    public static EvidenceVerification Verify(IReadOnlyList<NamedKey> keys, FoundEvidence evidence, Digest digest)
    {
        if (evidence.Bundle?.MessageSignature is not { } message)
        {
            var noMessage = new Check(
                CheckIds.PredicateType,
                CheckOutcome.Failed,
                "It holds a statement and no signature over a file."
            );
            return new EvidenceVerification(evidence, VerificationStatus.WrongType, [noMessage]);
        }

        if (digest.Algorithm != "sha256")
        {
            throw new ConfigurationException(
                "signing.digest",
                $"{digest} cannot be verified against a signature; give the sha256."
            );
        }

        var hash = Convert.FromHexString(digest.Hex);
        var material = evidence.Bundle.Material;
        var signature = SignatureCheck.Of(keys, hash, [message.Signature], material);
        var subject = CheckDigest(message, hash, digest);
        var isOther = subject.Outcome == CheckOutcome.Failed;
        // A changed file and a changed signature look the same to the key; the signer's own digest tells them apart.
        var status =
            signature.Fault is VerificationStatus.Tampered && isOther
                ? VerificationStatus.OtherSubject
                : signature.Fault ?? (isOther ? VerificationStatus.Tampered : VerificationStatus.Verified);
        return new EvidenceVerification(
            evidence,
            status,
            [CommonChecks.Readable, .. signature.Checks, subject, .. CommonChecks.Skipped(material)]
        )
        {
            Signers = signature.Fault is null ? signature.Signers : [],
        };
    }

    private static Check CheckDigest(MessageSignature message, byte[] hash, Digest digest) =>
        message switch
        {
            { DigestAlgorithm: null, Digest.IsEmpty: true } => new Check(
                CheckIds.Subject,
                CheckOutcome.NotApplicable,
                "It does not carry the digest of its file."
            ),
            { DigestAlgorithm: MessageSignature.Sha256 } when message.Digest.Span.SequenceEqual(hash) => new Check(
                CheckIds.Subject,
                CheckOutcome.Passed,
                $"It carries the digest {digest}."
            ),
            _ => new Check(CheckIds.Subject, CheckOutcome.Failed, $"It carries the digest of another file than {digest}."),
        };
}
