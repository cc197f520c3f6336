using System.Security.Cryptography;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;

namespace SupplyChain.Signing.Verification;

/// <summary>Verifies a signature over the bytes of a file.</summary>
internal static class BlobVerifier
{
    public static EvidenceVerification Verify(IReadOnlyList<NamedKey> keys, FoundEvidence evidence, SignedContent content)
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

        var material = evidence.Bundle.Material;
        var signature = SignatureCheck.Of(keys, content, [message.Signature], material);
        if (signature.Signers.Count == 0 && keys.FirstOrDefault(key => !content.Answers(key.Key)) is { } unanswered)
        {
            throw new ConfigurationException(
                "signing.digest",
                $"Whether the key '{unanswered.Name}' signed the file cannot be told from this digest; give the file itself."
            );
        }

        var subject = CheckDigest(message, content);
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

    private static Check CheckDigest(MessageSignature message, SignedContent content)
    {
        if (message is { DigestAlgorithm: null, Digest.IsEmpty: true })
        {
            return new Check(CheckIds.Subject, CheckOutcome.NotApplicable, "It does not carry the digest of its file.");
        }

        if (message.Hash is not { } algorithm)
        {
            return new Check(CheckIds.Subject, CheckOutcome.Failed, "It carries a digest of an algorithm that is not known.");
        }

        return content.FindHash(algorithm) is not { } hash
                ? new Check(
                    CheckIds.Subject,
                    CheckOutcome.Skipped,
                    $"Its {algorithm.Name} digest needs the file to compare with."
                )
            : message.Digest.Span.SequenceEqual(hash)
                ? new Check(
                    CheckIds.Subject,
                    CheckOutcome.Passed,
                    $"It carries the digest {Label(algorithm)}:{Convert.ToHexStringLower(hash)}."
                )
            : new Check(
                CheckIds.Subject,
                CheckOutcome.Failed,
                $"It carries the digest of another file than {Label(algorithm)}:{Convert.ToHexStringLower(hash)}."
            );
    }

    private static string Label(HashAlgorithmName algorithm) => algorithm.Name!.ToLowerInvariant();
}
