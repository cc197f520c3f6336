using System.Security.Cryptography;
using SupplyChain.Attestations;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;

namespace SupplyChain.Signing;

/// <summary>Signs statements and files with one key. What is signed has been verified before it is handed out.</summary>
/// <param name="key">The key.</param>
public sealed class BundleSigner(PrivateKey key)
{
    /// <summary>Signs a statement; the same statement and key give an equal bundle.</summary>
    public Bundle Sign(Statement statement)
    {
        var payload = statement.ToBytes();
        var signature = key.SignHash(EnvelopeHash.Of(Envelope.InToto, payload));
        var envelope = new Envelope(Envelope.InToto, payload, [new EnvelopeSignature(signature)]);
        return new Bundle(VerificationMaterial.Of(key.PublicKey), envelope);
    }

    /// <summary>Signs the content of a file in one pass and constant memory.</summary>
    public async Task<Bundle> SignBlobAsync(Stream content, CancellationToken cancellationToken)
    {
        var hash = await SHA256.HashDataAsync(content, cancellationToken);
        return new Bundle(
            VerificationMaterial.Of(key.PublicKey),
            new MessageSignature(MessageSignature.Sha256, hash, key.SignHash(hash))
        );
    }
}
