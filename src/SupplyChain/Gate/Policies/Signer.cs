using SupplyChain.Signing.Keys;

namespace SupplyChain.Gate.Policies;

/// <summary>Somebody whose signatures count, known by a key.</summary>
/// <param name="Name">What the policy calls them, such as <c>ci</c>.</param>
/// <param name="Key">The key that verifies their signatures.</param>
public sealed record Signer(string Name, PublicKey Key)
{
    /// <summary>Name of the signer of verdicts; a policy can't ask for evidence by it.</summary>
    public const string GatekeeperName = "gatekeeper";
}
