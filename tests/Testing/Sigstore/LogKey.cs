using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;

namespace SupplyChain.Testing.Sigstore;

/// <summary>The key of a transparency log: ECDSA for Rekor v1, Ed25519 for v2.</summary>
internal sealed class LogKey
{
    private static readonly byte[] Ed25519Prefix = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

    private readonly ECDsa? ecdsa;
    private readonly Ed25519PrivateKeyParameters? ed25519;

    private LogKey(ECDsa? ecdsa, Ed25519PrivateKeyParameters? ed25519, byte[] publicKey, byte[] id) =>
        (this.ecdsa, this.ed25519, PublicKey, Id) = (ecdsa, ed25519, publicKey, id);

    /// <summary>The key in DER.</summary>
    public byte[] PublicKey { get; }

    /// <summary>What entries call the log.</summary>
    public byte[] Id { get; }

    /// <summary>Its name in a trusted root.</summary>
    public string Details => ecdsa is null ? "PKIX_ED25519" : "PKIX_ECDSA_P256_SHA_256";

    public static LogKey V1()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var der = key.ExportSubjectPublicKeyInfo();
        return new LogKey(key, null, der, SHA256.HashData(der));
    }

    public static LogKey V2(string name)
    {
        var key = new Ed25519PrivateKeyParameters(new SecureRandom());
        var raw = key.GeneratePublicKey().GetEncoded();
        return new LogKey(
            null,
            key,
            [.. Ed25519Prefix, .. raw],
            SHA256.HashData([.. Encoding.UTF8.GetBytes(name), 0x0A, 0x01, .. raw])
        );
    }

    public byte[] Sign(byte[] data)
    {
        if (ecdsa is not null)
        {
            return ecdsa.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }

        var signer = new Ed25519Signer();
        signer.Init(forSigning: true, ed25519!);
        signer.BlockUpdate(data, 0, data.Length);
        return signer.GenerateSignature();
    }
}
