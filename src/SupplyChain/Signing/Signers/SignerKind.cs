namespace SupplyChain.Signing.Signers;

/// <summary>Who makes signatures.</summary>
public enum SignerKind
{
    /// <summary>This library, with a key.</summary>
    Native,

    /// <summary>The cosign that is installed, with a key or keyless.</summary>
    Cosign,
}
