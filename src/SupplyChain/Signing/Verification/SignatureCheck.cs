using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;

namespace SupplyChain.Signing.Verification;

/// <summary>What came of trying the given keys on one signature.</summary>
/// <param name="Signers">The keys that made it, under each name they were given by; empty where none of them did.</param>
/// <param name="NamesGivenKey">Whether the evidence itself names one of them.</param>
/// <param name="Checks">The checks that were made.</param>
internal sealed record SignatureCheck(IReadOnlyList<NamedKey> Signers, bool NamesGivenKey, IReadOnlyList<Check> Checks)
{
    /// <summary>What is wrong with the signature; null where it holds.</summary>
    public VerificationStatus? Fault =>
        Signers.Count > 0 && Checks.All(check => check.Outcome != CheckOutcome.Failed) ? null
        : Signers.Count > 0 || NamesGivenKey ? VerificationStatus.Tampered
        : VerificationStatus.WrongKey;

    /// <summary>Tries the keys on signatures over this content.</summary>
    public static SignatureCheck Of(
        IReadOnlyList<NamedKey> keys,
        SignedContent content,
        IEnumerable<ReadOnlyMemory<byte>> signatures,
        VerificationMaterial material
    )
    {
        if (material.Certificates.Count > 0)
        {
            var byCertificate = new Check(
                CheckIds.Signature,
                CheckOutcome.Failed,
                "It is signed with a certificate, and only signatures by the given keys count."
            );
            return new SignatureCheck([], false, [NotNamed("It carries a certificate and names no key."), byCertificate]);
        }

        var hint = string.IsNullOrEmpty(material.PublicKeyHint) ? null : material.PublicKeyHint;
        var named = keys.FirstOrDefault(key => key.Key.Hint == hint);
        var signers = Find(keys, content, signatures);
        return new SignatureCheck(
            signers,
            named is not null,
            [CheckHint(hint, named, signers), CheckSigner(named, signers, hint)]
        );
    }

    private static List<NamedKey> Find(
        IReadOnlyList<NamedKey> keys,
        SignedContent content,
        IEnumerable<ReadOnlyMemory<byte>> signatures
    )
    {
        var found = new List<NamedKey>();
        foreach (var signature in signatures)
        {
            foreach (var key in keys)
            {
                if (key.Key.Verify(content, signature.Span))
                {
                    found.AddRange(keys.Where(other => other.Key.Equals(key.Key)).Except(found));
                    break;
                }
            }
        }

        return found;
    }

    private static Check CheckHint(string? hint, NamedKey? named, List<NamedKey> signers) =>
        hint is null ? NotNamed("It names no key, so every given key was tried.")
        : named is null ? new Check(CheckIds.KeyHint, CheckOutcome.Failed, "It names a key that was not given.")
        : signers.Count > 0 && !signers.Contains(named)
            ? new Check(CheckIds.KeyHint, CheckOutcome.Failed, $"It names the key '{named.Name}' and is signed by another.")
        : new Check(CheckIds.KeyHint, CheckOutcome.Passed, $"It names the key '{named.Name}'.");

    private static Check CheckSigner(NamedKey? named, List<NamedKey> signers, string? hint) =>
        signers.Count > 0
            ? new Check(
                CheckIds.Signature,
                CheckOutcome.Passed,
                $"The key '{string.Join("', '", signers.Select(signer => signer.Name))}' made the signature."
            )
            : new Check(
                CheckIds.Signature,
                CheckOutcome.Failed,
                named is not null ? $"It names the key '{named.Name}', which did not make this signature: something was altered."
                    : hint is not null ? "None of the given keys made the signature."
                    : "None of the given keys made the signature, or something was altered."
            );

    private static Check NotNamed(string message) => new(CheckIds.KeyHint, CheckOutcome.NotApplicable, message);
}
