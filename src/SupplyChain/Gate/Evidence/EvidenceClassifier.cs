using SupplyChain.Attestations;
using SupplyChain.Attestations.Predicates;
using SupplyChain.Gate.Policies;
using SupplyChain.Images;
using SupplyChain.Scanning;
using SupplyChain.Signing.Verification;

namespace SupplyChain.Gate.Evidence;

/// <summary>Verifies what was found against the policy's signers, for its own purpose and subject, and reads what it says.</summary>
/// <param name="policy">Names the signers.</param>
/// <param name="now">The moment at which keys are judged.</param>
internal sealed class EvidenceClassifier(PolicyEnvironment policy, DateTimeOffset now)
{
    private readonly SignatureJudge judge = new([.. policy.Signers.Append(policy.Gatekeeper).OfType<Signer>()], now);

    /// <summary>Adds a find to what is known about a subject.</summary>
    public void Classify(FoundEvidence found, Digest subject, ClassifiedEvidence known)
    {
        // Whatever claims no type can serve no purpose here; it is verified all the same, for the reason to name.
        var type = found.ClaimedType ?? PredicateTypes.ImageSignature;
        var judgement = judge.Judge(found, subject, type);
        var result = judgement.Verification;
        if (result.Status == VerificationStatus.Unreadable)
        {
            known.Unreadable.Add(
                new UnreadableEvidence(found.Location, found.Content, result.Message, found.ClaimedType, judgement.Signers)
            );
            return;
        }

        var content = found.Content ?? subject;
        if (!judgement.Counts)
        {
            known.Untrusted.Add(
                new UntrustedEvidence(found.Location, content, found.ClaimedType, judgement.Reason)
                {
                    Signers = [.. judgement.Refused.Select(refusal => refusal.Signer)],
                }
            );
            return;
        }

        var reference = new EvidenceReference
        {
            Type = type,
            Digest = content,
            Subject = subject,
            Signers = judgement.Signers,
            AcceptedBy = judgement.Accepted,
            Location = found.Location,
            Manifest = found.Manifest,
        };
        try
        {
            Add(reference, result.Statement, known);
        }
        catch (UndeterminedException error)
        {
            known.Unreadable.Add(new UnreadableEvidence(found.Location, found.Content, error.Message, type, judgement.Signers));
        }
    }

    private static void Add(EvidenceReference reference, Statement? statement, ClassifiedEvidence known)
    {
        if (reference.Type == PredicateTypes.ImageSignature)
        {
            known.Signatures.Add(reference);
        }
        else if (statement is not null)
        {
            AddStatement(reference, statement, known);
        }
    }

    private static void AddStatement(EvidenceReference reference, Statement statement, ClassifiedEvidence known)
    {
        switch (statement.PredicateType)
        {
            case PredicateTypes.Provenance:
                _ = Provenance.Read(statement);
                known.Provenance.Add(reference);
                break;
            case PredicateTypes.VulnerabilityScan:
                var report = ScanStatement.Read(statement, reference.Location);
                known.Scans.Add(new SignedEvidence<ScanReport>(reference with { Time = report.FinishedAt }, report));
                break;
            case PredicateTypes.TestResult:
                known.TestResults.Add(new SignedEvidence<TestResult>(reference, TestResult.Read(statement)));
                break;
            case PredicateTypes.VerificationSummary:
                AddVerdict(reference, statement, known);
                break;
            default:
                AddSbom(reference, statement, known);
                break;
        }
    }

    private static void AddVerdict(EvidenceReference reference, Statement statement, ClassifiedEvidence known)
    {
        if (!reference.Signers.Contains(Signer.GatekeeperName))
        {
            var reason = $"It is a verdict by {string.Join(", ", reference.Signers)}, and only the gatekeeper's count.";
            known.Untrusted.Add(new UntrustedEvidence(reference.Location, reference.Digest, reference.Type, reason));
            return;
        }

        var summary = VerificationSummary.Read(statement);
        known.Verdicts.Add(new SignedEvidence<VerificationSummary>(reference with { Time = summary.TimeVerified }, summary));
    }

    private static void AddSbom(EvidenceReference reference, Statement statement, ClassifiedEvidence known)
    {
        if (PredicateTypes.IsKind(statement.PredicateType, PredicateTypes.CycloneDx))
        {
            SbomDocument.Require(statement, "bomFormat", "CycloneDX");
            known.Sboms.Add(new SignedEvidence<SbomFormat>(reference, SbomFormat.CycloneDx));
        }
        else if (PredicateTypes.IsKind(statement.PredicateType, PredicateTypes.Spdx))
        {
            SbomDocument.Require(statement, "spdxVersion", "SPDX-");
            known.Sboms.Add(new SignedEvidence<SbomFormat>(reference, SbomFormat.Spdx));
        }
    }
}
