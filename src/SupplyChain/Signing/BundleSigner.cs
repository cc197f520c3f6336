using System.Security.Cryptography;
using SupplyChain.Attestations;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;

namespace SupplyChain.Signing;

/// <summary>Signs with one key. The same statement or file gives an equal bundle where the key's algorithm allows it.</summary>
/// <param name="key">The key.</param>
public sealed class BundleSigner(ISigningKey key) : IBundleSigner
{
    /// <inheritdoc />
    public PublicKey PublicKey => key.PublicKey;

    /// <inheritdoc />
    public async Task<Bundle> SignAsync(Statement statement, CancellationToken cancellationToken)
    {
        var payload = statement.ToBytes();
        var signature = await SignAsync(SignedContent.Of(Envelope.InToto, payload), cancellationToken);
        var envelope = new Envelope(Envelope.InToto, payload, [new EnvelopeSignature(signature)]);
        return new Bundle(VerificationMaterial.Of(key.PublicKey), envelope);
    }

    /// <inheritdoc />
    public async Task<Bundle> SignBlobAsync(Stream content, CancellationToken cancellationToken)
    {
        var signed = await SignedContent.ReadAsync(content, [], whole: key.PublicKey.Hashes.Count == 0, cancellationToken);
        var message = new MessageSignature(
            MessageSignature.NameOf(HashAlgorithmName.SHA256),
            signed.FindHash(HashAlgorithmName.SHA256),
            await SignAsync(signed, cancellationToken)
        );
        return new Bundle(VerificationMaterial.Of(key.PublicKey), message);
    }

    private async Task<byte[]> SignAsync(SignedContent content, CancellationToken cancellationToken)
    {
        var signature = await key.SignAsync(content, cancellationToken);
        return key.PublicKey.Verify(content, signature)
            ? signature
            : throw new UndeterminedException(
                "key.sign",
                $"A signature just made does not verify with {key.PublicKey}; check that the private key belongs to it, and the machine's memory if it does."
            );
    }
}
