using SupplyChain.Attestations;
using SupplyChain.Attestations.Predicates;
using SupplyChain.Gate.Evidence;
using SupplyChain.Gate.Policies;
using SupplyChain.Images;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Verification;

namespace SupplyChain.Gate.Deployment;

/// <summary>A verdict whose signature is the gatekeeper's.</summary>
/// <param name="Summary">What it says.</param>
/// <param name="Subjects">What it is about.</param>
internal sealed record SignedVerdict(VerificationSummary Summary, IReadOnlyList<Subject> Subjects)
{
    /// <summary>Reads and verifies the content of a gated folder's verdict file.</summary>
    /// <param name="content">The bytes: one bundle on one line.</param>
    /// <param name="gatekeeper">Whose signature counts.</param>
    /// <param name="now">The moment of judgement.</param>
    /// <exception cref="UndeterminedException">It can't be read.</exception>
    /// <returns>The verdict, or the reason why it is none, as a sentence.</returns>
    public static (SignedVerdict? Verdict, string? Problem) Open(
        ReadOnlyMemory<byte> content,
        Signer gatekeeper,
        DateTimeOffset now
    )
    {
        var bundle = Bundle.Parse(content);
        if (bundle.Envelope is null || bundle.Envelope.PayloadType != Envelope.InToto)
        {
            return (null, "It holds no statement.");
        }

        // The subjects are compared with the files afterwards, all of them; here any will do.
        var claimed = bundle.Envelope.ReadStatement().Subjects[0].Digests;
        if (!claimed.TryGetValue("sha256", out var hex) || !Digest.TryParse($"sha256:{hex}", out var artifact))
        {
            return (null, "Its first subject has no sha256.");
        }

        var found = new FoundEvidence
        {
            Place = EvidencePlace.Detached,
            Location = "the verdict",
            Bundle = bundle,
        };
        var result = new SignatureJudge([gatekeeper], now).Judge(found, artifact, PredicateTypes.VerificationSummary);
        return result.Counts && result.Verification.Statement is { } statement
            ? (new SignedVerdict(VerificationSummary.Read(statement), statement.Subjects), null)
            : (null, result.Reason);
    }
}
