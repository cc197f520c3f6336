using SupplyChain.Gate.Policies;
using SupplyChain.Images;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Certificates;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Verification;

namespace SupplyChain.Gate.Evidence;

/// <summary>Tells whose signature something is by the signers of a policy, and whether it counts at a moment.</summary>
internal sealed class SignatureJudge
{
    private readonly DateTimeOffset now;
    private readonly (Signer Signer, SignerKey Key)[] ring;
    private readonly Verifier byKeys;
    private readonly (Verifier Verifier, Signer[] Signers)[] byIdentities;

    /// <summary>Makes a judge.</summary>
    /// <param name="signers">Whose signatures count.</param>
    /// <param name="now">The moment of judgement.</param>
    public SignatureJudge(IReadOnlyList<Signer> signers, DateTimeOffset now)
    {
        this.now = now;
        ring = [.. signers.SelectMany(signer => signer.Keys.Select(key => (signer, key)))];
        byKeys = new Verifier([.. ring.Select(entry => new NamedKey(NameOf(entry.Signer, entry.Key), entry.Key.Key))]);

        // Signers who are vouched for alike are verified at once, and told apart by what the certificate says.
        byIdentities =
        [
            .. signers
                .Where(signer => signer is { Identity: not null, Trust: not null })
                .GroupBy(signer => signer.Trust!)
                .Select(group => (VerifierOf(group.Key, [], [.. group.Select(one => one.Identity!)]), group.ToArray())),
        ];
    }

    /// <summary>Judges one signature, for its own purpose and subject.</summary>
    public SignatureJudgement Judge(FoundEvidence found, Digest subject, string type)
    {
        var material = found.Bundle?.Material ?? found.SimpleSigning?.Material ?? new VerificationMaterial();
        return material.Certificates.Count > 0 && byIdentities.Length > 0
            ? JudgeCertificate(found, subject, type)
            : JudgeKey(found, subject, type);
    }

    private SignatureJudgement JudgeKey(FoundEvidence found, Digest subject, string type)
    {
        var verification = byKeys.Verify(found, subject, type);
        var accepted = new List<AcceptedSigner>();
        var refused = new List<(string, string)>();
        foreach (var (signer, key) in ring.Where(entry => verification.Signers.Any(made => made.Key.Equals(entry.Key.Key))))
        {
            var vouched = signer.Trust is { } trust
                ? VerifierOf(trust, [new NamedKey(NameOf(signer, key), key.Key)], []).Verify(found, subject, type)
                : verification;
            if (vouched.Signers.Count == 0)
            {
                refused.Add((signer.Name, $"{key.Name(signer.Name)} signed it, which does not count: {vouched.Message}"));
            }
            else if (key.FaultIn(signer.Name, vouched.ProvenTimes, now) is { } fault)
            {
                refused.Add((signer.Name, fault));
            }
            else
            {
                accepted.Add(Accept(signer, key, vouched.ProvenTimes));
            }
        }

        return new SignatureJudgement(verification, [.. accepted.OrderBy(one => one.Signer, StringComparer.Ordinal)], refused);
    }

    private SignatureJudgement JudgeCertificate(FoundEvidence found, Digest subject, string type)
    {
        var judgements = byIdentities
            .Select(group =>
            {
                var verification = group.Verifier.Verify(found, subject, type);
                var accepted = verification.Certificate is { } claims
                    ? group
                        .Signers.Where(signer => signer.Identity!.FaultIn(claims) is null)
                        .Select(signer => Accept(signer, claims, verification.ProvenTimes))
                    : [];
                return new SignatureJudgement(verification, [.. accepted], []);
            })
            .ToArray();
        var best = judgements.MaxBy(judgement => judgement.Accepted.Count + (judgement.Verification.IsVerified ? 1 : 0))!;
        if (best.Accepted.Count > 0 || judgements.Length == 1)
        {
            var all = judgements.SelectMany(judgement => judgement.Accepted).OrderBy(one => one.Signer, StringComparer.Ordinal);
            return best with { Accepted = [.. all] };
        }

        // By no trusted root: each says why, since nobody knows which of them was meant.
        return best with
        {
            Refused =
            [
                .. judgements
                    .Zip(byIdentities)
                    .SelectMany(pair =>
                        pair.Second.Signers.Select(signer =>
                            (signer.Name, $"For {Names(pair.Second.Signers)}: {pair.First.Verification.Message}")
                        )
                    ),
            ],
        };
    }

    private static Verifier VerifierOf(
        SignerTrust trust,
        IReadOnlyList<NamedKey> keys,
        IReadOnlyList<CertificateIdentity> identities
    ) =>
        new(
            new VerificationPolicy
            {
                Keys = keys,
                Identities = identities,
                TrustedRoot = trust.Root,
                LogEntries = trust.Logs,
                SignedTimestamps = trust.Timestamps,
                CertificateLogs = trust.CertificateLogs ?? 0,
            }
        );

    private static AcceptedSigner Accept(Signer signer, SignerKey key, IReadOnlyList<DateTimeOffset> proven) =>
        new()
        {
            Signer = signer.Name,
            Rule = key.Rule,
            Key = key.Reference,
            KeyDigest = key.Digest,
            SignedAt = FirstOf(proven),
            EndsAt = key.EndOf(proven),
        };

    private static AcceptedSigner Accept(Signer signer, CertificateClaims claims, IReadOnlyList<DateTimeOffset> proven) =>
        new()
        {
            Signer = signer.Name,
            Rule = $"signers.{signer.Name}",
            Identity = claims.Identity,
            Issuer = claims.Issuer,
            SignedAt = FirstOf(proven),
        };

    private static DateTimeOffset? FirstOf(IReadOnlyList<DateTimeOffset> times) => times.Count == 0 ? null : times.Min();

    // The name alone, unless there are several keys by it.
    private static string NameOf(Signer signer, SignerKey key) =>
        signer.Keys.Count == 1 ? signer.Name : $"{Printable.Line(key.Reference)} of {signer.Name}";

    private static string Names(Signer[] signers) => string.Join(", ", signers.Select(signer => signer.Name));
}
