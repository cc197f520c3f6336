using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;

namespace SupplyChain.Signing.Verification;

/// <summary>Verifies one signature for one purpose.</summary>
internal sealed class EvidenceVerifier(VerificationPolicy policy, Wanted wanted)
{
    private static readonly Check Readable = new(CheckIds.Format, CheckOutcome.Passed, "It can be read.");

    private static readonly Check NoEnvelope = new(CheckIds.PayloadType, CheckOutcome.NotApplicable, "It has no envelope.");

    private readonly SignatureVerifier signatures = new(policy);

    public EvidenceVerification Verify(FoundEvidence evidence) => Open(evidence) with { Artifact = wanted.Subject };

    private EvidenceVerification Open(FoundEvidence evidence) =>
        evidence switch
        {
            { Problem: { } problem } => Unreadable(evidence, problem),
            { Bundle.Envelope: { } envelope } => VerifyEnvelope(evidence, envelope),
            { SimpleSigning: { } payload } => VerifySimpleSigning(evidence, payload),
            { Bundle.MessageSignature: { } message } => VerifyMessage(
                evidence,
                message,
                SignedContent.Of(wanted.Subject),
                wanted.CheckPredicateType(null)
            ),
            _ => Unreadable(evidence, "It holds no signature."),
        };

    /// <summary>Verifies a signature over a file, which is no statement and so of no predicate type.</summary>
    /// <exception cref="ConfigurationException">A key needs more of the file than is known, so that nothing can be said.</exception>
    public EvidenceVerification VerifyBlob(FoundEvidence evidence, SignedContent content)
    {
        if (evidence.Bundle?.MessageSignature is not { } message)
        {
            const string sentence = "It holds a statement and no signature over a file.";
            return new EvidenceVerification(
                evidence,
                VerificationStatus.WrongType,
                [new Check(CheckIds.PredicateType, CheckOutcome.Failed, sentence)]
            );
        }

        var noStatement = new Check(CheckIds.PredicateType, CheckOutcome.NotApplicable, "It is no statement.");
        var result = VerifyMessage(evidence, message, content, noStatement) with { Artifact = wanted.Subject };
        return
            result.Status is VerificationStatus.WrongKey or VerificationStatus.Tampered or VerificationStatus.OtherSubject
            && Unanswered(evidence.Bundle.Material, content) is { } unanswered
            ? throw new ConfigurationException(
                "signing.digest",
                $"Whether {unanswered} signed the file cannot be told from this digest; give the file itself."
            )
            : result;
    }

    private string? Unanswered(VerificationMaterial material, SignedContent content)
    {
        if (material.Certificates.Count == 0)
        {
            return policy.Keys.FirstOrDefault(key => !content.Answers(key.Key)) is { } unanswered
                ? $"the key '{unanswered.Name}'"
                : null;
        }

        return
            policy.Identities.Count > 0
            && CertificateSignatureVerifier.KeyOf(material) is { } holder
            && !CertificateSignatureVerifier.Answers(content, holder)
            ? "the key of its certificate"
            : null;
    }

    private EvidenceVerification VerifyEnvelope(FoundEvidence evidence, Envelope envelope)
    {
        var signature = signatures.Verify(SignatureInput.Of(evidence.Bundle!, envelope));
        var payloadType = CheckPayloadType(envelope);
        var (statement, problem) = ReadStatement(envelope);
        if (statement is null)
        {
            var fault = signature.Fault ?? (problem is null ? VerificationStatus.WrongType : VerificationStatus.Unreadable);
            var format = problem is null ? Readable : new Check(CheckIds.Format, CheckOutcome.Failed, problem);
            return Result(evidence, fault, [format, payloadType, .. signature.Checks, .. signature.TimeChecks], signature);
        }

        return Judge(
            evidence,
            signature,
            [Readable, payloadType],
            [
                wanted.CheckSubject(statement.IsAbout(wanted.Subject)),
                wanted.CheckPredicateType(statement.PredicateType),
                wanted.CheckAnnotations(AnnotationsOf(statement)),
            ],
            statement
        );
    }

    private EvidenceVerification VerifySimpleSigning(FoundEvidence evidence, SimpleSigning payload) =>
        Judge(
            evidence,
            signatures.Verify(SignatureInput.Of(payload)),
            [Readable, NoEnvelope],
            [
                wanted.CheckSubject(payload.Image == wanted.Subject),
                // The one other form that means "this image is signed", and nothing else.
                wanted.CheckPredicateType(PredicateTypes.ImageSignature),
                wanted.CheckAnnotations(payload.Annotations),
            ]
        );

    private EvidenceVerification VerifyMessage(
        FoundEvidence evidence,
        MessageSignature message,
        SignedContent content,
        Check predicateType
    )
    {
        var signature = signatures.Verify(SignatureInput.Of(evidence.Bundle!, message, content));
        var digest = CheckDigest(message, content);
        // A changed file and a changed signature look the same to the key; the signer's own digest tells them apart.
        var told =
            digest.Outcome != CheckOutcome.Failed ? signature
            : signature.Fault is VerificationStatus.Tampered ? signature with { Fault = VerificationStatus.OtherSubject }
            : signature.Fault is null ? signature with { Fault = VerificationStatus.Tampered }
            : signature;
        return Judge(
            evidence,
            told,
            [Readable, NoEnvelope],
            [digest, predicateType, wanted.CheckAnnotations(AnnotationsOf(null))]
        );
    }

    private static EvidenceVerification Judge(
        FoundEvidence evidence,
        SignatureCheck signature,
        Check[] before,
        Check[] after,
        Statement? statement = null
    )
    {
        bool Failed(string id) => after.Any(check => check.Id == id && check.Outcome == CheckOutcome.Failed);
        var status = signature.Fault switch
        {
            VerificationStatus.WrongKey or VerificationStatus.WrongIdentity when Failed(CheckIds.PredicateType) =>
                VerificationStatus.WrongType,
            { } fault => fault,
            null when Failed(CheckIds.PredicateType) => VerificationStatus.WrongType,
            null when Failed(CheckIds.Subject) => VerificationStatus.OtherSubject,
            null when Failed(CheckIds.Annotations) => VerificationStatus.OtherAnnotations,
            null => VerificationStatus.Verified,
        };
        var result = Result(evidence, status, [.. before, .. signature.Checks, .. after, .. signature.TimeChecks], signature);
        return result.IsVerified ? result with { Statement = statement } : result;
    }

    private static EvidenceVerification Result(
        FoundEvidence evidence,
        VerificationStatus status,
        IReadOnlyList<Check> checks,
        SignatureCheck signature
    ) =>
        new(evidence, status, checks)
        {
            Signers = signature.Fault is null ? signature.Signers : [],
            Certificate = signature.Fault is null ? signature.Certificate : null,
            ProvenTimes = signature.Fault is null ? signature.Times : [],
        };

    private static EvidenceVerification Unreadable(FoundEvidence evidence, string problem) =>
        new(evidence, VerificationStatus.Unreadable, [new Check(CheckIds.Format, CheckOutcome.Failed, problem)]);

    private static (Statement? Statement, string? Problem) ReadStatement(Envelope envelope)
    {
        if (envelope.PayloadType != Envelope.InToto)
        {
            return (null, null);
        }

        try
        {
            return (envelope.ReadStatement(), null);
        }
        catch (UndeterminedException error)
        {
            return (null, error.Message);
        }
    }

    private IReadOnlyDictionary<string, string> AnnotationsOf(Statement? statement) =>
        statement?.Subjects.FirstOrDefault(subject => subject.Is(wanted.Subject))?.Annotations
        ?? System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    private static Check CheckPayloadType(Envelope envelope) =>
        envelope.PayloadType == Envelope.InToto
            ? new Check(CheckIds.PayloadType, CheckOutcome.Passed, "The envelope holds a statement.")
            : new Check(
                CheckIds.PayloadType,
                CheckOutcome.Failed,
                $"The envelope holds {Printable.Quote(envelope.PayloadType)} and no statement."
            );

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

        if (content.FindHash(algorithm) is not { } hash)
        {
            return new Check(
                CheckIds.Subject,
                CheckOutcome.Skipped,
                $"Its {algorithm.Name} digest needs the file to compare with."
            );
        }

        var digest = $"{algorithm.Name!.ToLowerInvariant()}:{Convert.ToHexStringLower(hash)}";
        return message.Digest.Span.SequenceEqual(hash)
            ? new Check(CheckIds.Subject, CheckOutcome.Passed, $"It carries the digest {digest}.")
            : new Check(CheckIds.Subject, CheckOutcome.Failed, $"It carries the digest of another file than {digest}.");
    }
}
