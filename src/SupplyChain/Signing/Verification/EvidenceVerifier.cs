using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;

namespace SupplyChain.Signing.Verification;

/// <summary>Verifies one signature for one purpose.</summary>
internal sealed class EvidenceVerifier(IReadOnlyList<NamedKey> keys, Wanted wanted)
{
    public EvidenceVerification Verify(FoundEvidence evidence) =>
        evidence switch
        {
            { Problem: { } problem } => Unreadable(evidence, problem),
            { Bundle.Envelope: { } envelope } => VerifyEnvelope(evidence, envelope, evidence.Bundle.Material),
            { SimpleSigning: { } payload } => VerifySimpleSigning(evidence, payload),
            { Bundle.MessageSignature: { } message } => VerifyMessage(evidence, message, evidence.Bundle.Material),
            _ => Unreadable(evidence, "It holds no signature."),
        };

    private EvidenceVerification VerifyEnvelope(FoundEvidence evidence, Envelope envelope, VerificationMaterial material)
    {
        var signature = SignatureCheck.Of(
            keys,
            SignedContent.Of(envelope.PayloadType, envelope.Payload),
            envelope.Signatures.Select(one => one.Bytes),
            material
        );
        var payloadType = CheckPayloadType(envelope);
        var (statement, problem) = ReadStatement(envelope);
        if (statement is null)
        {
            var fault = signature.Fault ?? (problem is null ? VerificationStatus.WrongType : VerificationStatus.Unreadable);
            var format = problem is null ? CommonChecks.Readable : new Check(CheckIds.Format, CheckOutcome.Failed, problem);
            return Result(
                evidence,
                fault,
                [format, payloadType, .. signature.Checks, .. CommonChecks.Skipped(material)],
                signature
            );
        }

        return Judge(
            evidence,
            signature,
            [CommonChecks.Readable, payloadType],
            [
                wanted.CheckSubject(statement.IsAbout(wanted.Subject)),
                wanted.CheckPredicateType(statement.PredicateType),
                wanted.CheckAnnotations(AnnotationsOf(statement)),
                .. CommonChecks.Skipped(material),
            ],
            statement
        );
    }

    private EvidenceVerification VerifySimpleSigning(FoundEvidence evidence, SimpleSigning payload) =>
        Judge(
            evidence,
            SignatureCheck.Of(keys, SignedContent.Of(payload.Payload), [payload.Signature], new VerificationMaterial()),
            [CommonChecks.Readable, CommonChecks.NoEnvelope],
            [
                wanted.CheckSubject(payload.Image == wanted.Subject),
                // The one other form that means "this image is signed", and nothing else.
                wanted.CheckPredicateType(PredicateTypes.ImageSignature),
                wanted.CheckAnnotations(payload.Annotations),
                .. CommonChecks.Skipped(new VerificationMaterial()),
            ]
        );

    private EvidenceVerification VerifyMessage(FoundEvidence evidence, MessageSignature message, VerificationMaterial material)
    {
        var signature = SignatureCheck.Of(keys, SignedContent.Of(wanted.Subject), [message.Signature], material);
        return Judge(
            evidence,
            signature,
            [CommonChecks.Readable, CommonChecks.NoEnvelope],
            [wanted.CheckPredicateType(null), wanted.CheckAnnotations(AnnotationsOf(null)), .. CommonChecks.Skipped(material)]
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
            VerificationStatus.WrongKey when Failed(CheckIds.PredicateType) => VerificationStatus.WrongType,
            { } fault => fault,
            null when Failed(CheckIds.PredicateType) => VerificationStatus.WrongType,
            null when Failed(CheckIds.Subject) => VerificationStatus.OtherSubject,
            null when Failed(CheckIds.Annotations) => VerificationStatus.OtherAnnotations,
            null => VerificationStatus.Verified,
        };
        var result = Result(evidence, status, [.. before, .. signature.Checks, .. after], signature);
        return result.IsVerified ? result with { Statement = statement } : result;
    }

    private static EvidenceVerification Result(
        FoundEvidence evidence,
        VerificationStatus status,
        IReadOnlyList<Check> checks,
        SignatureCheck signature
    ) => new(evidence, status, checks) { Signers = signature.Fault is null ? signature.Signers : [] };

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
}
