using SupplyChain.Signing.Verification;

namespace SupplyChain.Gate.Policies;

/// <summary>Somebody whose signatures count, known by keys, or by what a certificate says about its holder.</summary>
public sealed record Signer
{
    /// <summary>Name of the signer of verdicts; a policy can't ask for evidence by it.</summary>
    public const string GatekeeperName = "gatekeeper";

    /// <summary>What the policy calls them, such as <c>ci</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The keys that verify their signatures, in the order of the policy; empty for one known by <see cref="Identity"/>.</summary>
    public IReadOnlyList<SignerKey> Keys { get; init; } = [];

    /// <summary>Whom their certificates are issued to; null for one known by <see cref="Keys"/>.</summary>
    public CertificateIdentity? Identity { get; init; }

    /// <summary>Who has to vouch for their signatures; null where a key speaks for itself, never for an <see cref="Identity"/>.</summary>
    public SignerTrust? Trust { get; init; }
}
