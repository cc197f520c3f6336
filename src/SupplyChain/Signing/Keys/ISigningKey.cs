namespace SupplyChain.Signing.Keys;

/// <summary>A private key that signs, in this process or in a device or service that never gives it away.</summary>
public interface ISigningKey
{
    /// <summary>The half that verifies.</summary>
    PublicKey PublicKey { get; }

    /// <summary>Signs a content, by its SHA-256 hash unless its kind has none, in the way of <see cref="PublicKey.Algorithm"/>.</summary>
    /// <returns>The signature as bundles hold it: for ECDSA in ASN.1 DER.</returns>
    /// <exception cref="UndeterminedException">The device or service did not sign.</exception>
    Task<byte[]> SignAsync(SignedContent content, CancellationToken cancellationToken);
}
