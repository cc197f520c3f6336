using System.Formats.Asn1;
using System.Security.Cryptography;

namespace SupplyChain.Signing.Keys;

/// <summary>
/// A private key in this process. The same key and content give the same signature (ECDSA by RFC 6979), except for PSS.
/// </summary>
public sealed class PrivateKey : ISigningKey
{
    private readonly PrivateKeyMaterial material;

    private PrivateKey(PrivateKeyMaterial material)
    {
        this.material = material;
        PublicKey = new PublicKey(material.Public);
    }

    /// <inheritdoc />
    public PublicKey PublicKey { get; }

    /// <summary>The key in DER (RFC 5958), for sealing into a key file only.</summary>
    internal ReadOnlySpan<byte> Pkcs8 => material.Pkcs8;

    /// <summary>Makes a new key.</summary>
    /// <param name="algorithm">Its kind; P-256 unless given.</param>
    /// <param name="rsaSize">Bits of an RSA key, 2048 to 4096; 3072 unless given.</param>
    public static PrivateKey Generate(KeyAlgorithm algorithm = KeyAlgorithm.EcdsaP256Sha256, int rsaSize = 3072) =>
        new(PrivateKeyMaterial.Generate(algorithm, rsaSize));

    /// <summary>
    /// Reads an unencrypted key to import, in PEM: PKCS#8 (<c>PRIVATE KEY</c>), SEC1 (<c>EC PRIVATE KEY</c>) or PKCS#1
    /// (<c>RSA PRIVATE KEY</c>).
    /// </summary>
    /// <param name="pem">The text.</param>
    /// <param name="origin">Where it came from, for messages.</param>
    /// <exception cref="ConfigurationException">The text holds no usable private key.</exception>
    public static PrivateKey Import(string pem, string origin = "the given text")
    {
        var (label, der) = KeyText.Open(pem, origin);
        return label switch
        {
            "PRIVATE KEY" => FromPkcs8(der, origin),
            "EC PRIVATE KEY" => Read(origin, () => PrivateKeyMaterial.ReadSec1(der)),
            "RSA PRIVATE KEY" => Read(origin, () => RsaPrivateKey.Open(der, KeyAlgorithm.RsaPkcs1Sha256)),
            _ => throw Unusable(origin, $"it is a PEM of type '{label}'", null),
        };
    }

    /// <summary>Signs these bytes.</summary>
    /// <returns>The signature as bundles hold it: for ECDSA in ASN.1 DER.</returns>
    public byte[] Sign(ReadOnlySpan<byte> bytes) => material.Sign(SignedContent.Of(bytes.ToArray()));

    /// <inheritdoc />
    public Task<byte[]> SignAsync(SignedContent content, CancellationToken cancellationToken) =>
        Task.FromResult(material.Sign(content));

    /// <inheritdoc />
    public override string ToString() => $"private key of {PublicKey}";

    internal static PrivateKey FromPkcs8(byte[] der, string origin) => Read(origin, () => PrivateKeyMaterial.Read(der));

    private static PrivateKey Read(string origin, Func<PrivateKeyMaterial?> read)
    {
        try
        {
            return new PrivateKey(read() ?? throw Unusable(origin, "its kind, curve or size is not supported", null));
        }
        // On an unknown curve an import ends in an exception of the platform's.
        catch (Exception error) when (error is CryptographicException or AsnContentException or PlatformNotSupportedException)
        {
            throw Unusable(origin, "it is malformed or of a kind that is not supported", error);
        }
    }

    private static ConfigurationException Unusable(string origin, string why, Exception? inner) =>
        new(
            "key.private",
            $"{origin} is no usable private key, since {why}; give an unencrypted P-256, P-384, P-521, RSA (2048 to 4096 bits) or Ed25519 key in PKCS#8, SEC1 or PKCS#1 PEM.",
            inner
        );
}
