using SupplyChain.Images;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Transparency;

namespace SupplyChain.Signing.Verification;

/// <summary>Verifies signatures by the keys of a policy, and their log entries and timestamps where a trusted root is given.</summary>
internal sealed class KeySignatureVerifier(VerificationPolicy policy)
{
    public SignatureCheck Verify(SignatureInput input)
    {
        var hint = string.IsNullOrEmpty(input.Material.PublicKeyHint) ? null : input.Material.PublicKeyHint;
        var named = hint is null ? null : policy.Keys.FirstOrDefault(key => key.Key.IsNamed(hint));
        var signers = Find(input);
        Check[] checks = [CheckHint(hint, named, signers), CheckSigner(named, signers, hint)];
        var holds = signers.Count > 0 && checks.All(check => check.Outcome != CheckOutcome.Failed);
        var time = CheckTime(input, signers);
        return new SignatureCheck(
            holds && !time.IsFailed ? null
                : holds ? VerificationStatus.Untrusted
                : named is not null ? VerificationStatus.Tampered
                : VerificationStatus.WrongKey,
            checks,
            time.Checks
        )
        {
            Signers = holds && !time.IsFailed ? signers : [],
            Times = time.Times,
        };
    }

    private TimeEvidence CheckTime(SignatureInput input, List<NamedKey> signers) =>
        policy.TrustedRoot is not { } root
            ? TimeEvidence.NotLookedAt(input.Material, "they are not part of a key signature without a log")
        : signers.Count == 0 ? TimeEvidence.NotLookedAt(input.Material, "its signature does not count")
        : TimeEvidence.Gather(
            policy,
            root,
            input,
            new LoggedMaterial(input.Content, input.Envelope, input.Signatures, signers[0].Key.SubjectPublicKeyInfo)
        );

    private List<NamedKey> Find(SignatureInput input)
    {
        var found = new List<NamedKey>();
        foreach (var signature in input.Signatures)
        {
            if (policy.Keys.FirstOrDefault(key => key.Key.Verify(input.Content, signature.Span)) is { } signer)
            {
                found.AddRange(policy.Keys.Where(other => other.Key.Equals(signer.Key)).Except(found));
            }
        }

        return found;
    }

    private static Check CheckHint(string? hint, NamedKey? named, List<NamedKey> signers) =>
        hint is null ? new Check(CheckIds.KeyHint, CheckOutcome.NotApplicable, "It names no key, so every given key was tried.")
        : named is null
            ? new Check(
                CheckIds.KeyHint,
                CheckOutcome.Failed,
                $"It names a key as {Printable.Quote(hint)}, and none of the given keys is that one."
            )
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
}
