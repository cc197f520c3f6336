namespace SupplyChain.Signing.Verification;

/// <summary>Verifies signatures by a policy, whatever they are about.</summary>
internal sealed class SignatureVerifier(VerificationPolicy policy)
{
    public SignatureCheck Verify(SignatureInput input)
    {
        // A certificate beside an older signature may be there for others: its key can be one of those given.
        if (input.Material.Certificates.Count == 0 || (input.IsOlderForm && policy.Identities.Count == 0))
        {
            return policy.Keys.Count > 0 || policy.Identities.Count == 0
                ? new KeySignatureVerifier(policy).Verify(input)
                : NotOfThisKind(
                    input,
                    VerificationStatus.WrongIdentity,
                    "It is signed with a key, and only signatures by the wanted identities count."
                );
        }

        return policy is { Identities.Count: > 0, TrustedRoot: { } root }
            ? new CertificateSignatureVerifier(policy, root).Verify(input)
            : NotOfThisKind(
                input,
                VerificationStatus.WrongKey,
                "It is signed with a certificate, and only signatures by the given keys count."
            );
    }

    private static SignatureCheck NotOfThisKind(SignatureInput input, VerificationStatus status, string message) =>
        new(
            status,
            [
                new Check(CheckIds.KeyHint, CheckOutcome.NotApplicable, "Which key it names was not looked at."),
                new Check(CheckIds.Signature, CheckOutcome.Failed, message),
            ],
            TimeEvidence.NotLookedAt(input.Material, "its signature does not count").Checks
        );
}
