using SupplyChain.Attestations;
using SupplyChain.Attestations.Predicates;
using SupplyChain.Gate.Policies;
using SupplyChain.Images;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;
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
    /// <exception cref="UndeterminedException">It can't be read.</exception>
    /// <returns>The verdict, or the reason why it is none, as a sentence.</returns>
    public static (SignedVerdict? Verdict, string? Problem) Open(ReadOnlyMemory<byte> content, Signer gatekeeper)
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

        var verifier = new Verifier([new NamedKey(gatekeeper.Name, gatekeeper.Key)]);
        var result = verifier.VerifyStatement(bundle, artifact, PredicateTypes.VerificationSummary);
        return result is { IsVerified: true, Statement: { } statement }
            ? (new SignedVerdict(VerificationSummary.Read(statement), statement.Subjects), null)
            : (null, result.Message);
    }
}
