using System.Security.Cryptography;

namespace SupplyChain.Signing.Keys;

/// <summary>A private key that signs. Signatures are deterministic (RFC 6979): the same key and data give the same bytes.</summary>
public sealed class PrivateKey
{
    private readonly byte[] pkcs8;
    private readonly DeterministicEcdsa signer;

    private PrivateKey(ECDsa key)
    {
        pkcs8 = key.ExportPkcs8PrivateKey();
        signer = new DeterministicEcdsa(key.ExportParameters(includePrivateParameters: true).D!);
        PublicKey = PublicKey.Of(key);
    }

    /// <summary>The half that verifies.</summary>
    public PublicKey PublicKey { get; }

    /// <summary>The key in DER (RFC 5958), for sealing into a key file only.</summary>
    internal ReadOnlySpan<byte> Pkcs8 => pkcs8;

    /// <summary>Makes a new P-256 key.</summary>
    public static PrivateKey Generate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new PrivateKey(key);
    }

    /// <summary>Reads an unencrypted key to import, in PEM: PKCS#8 (<c>PRIVATE KEY</c>) or SEC1 (<c>EC PRIVATE KEY</c>).</summary>
    /// <param name="pem">The text.</param>
    /// <param name="origin">Where it came from, for messages.</param>
    /// <exception cref="ConfigurationException">The text holds no usable private key.</exception>
    public static PrivateKey Import(string pem, string origin = "the given text")
    {
        var (label, der) = KeyText.Open(pem, origin);
        return label switch
        {
            "PRIVATE KEY" => FromPkcs8(der, origin),
            "EC PRIVATE KEY" => FromDer(der, origin, (key, bytes) => Read(key.ImportECPrivateKey, bytes)),
            _ => throw Unusable(origin, $"it is a PEM of type '{label}'", null),
        };
    }

    /// <summary>Signs these data.</summary>
    /// <returns>The signature in ASN.1 DER.</returns>
    public byte[] Sign(ReadOnlySpan<byte> data) => SignHash(SHA256.HashData(data));

    /// <summary>Signs data by their SHA-256 hash.</summary>
    /// <returns>The signature in ASN.1 DER, verified with the public half before it is handed out.</returns>
    public byte[] SignHash(ReadOnlySpan<byte> hash)
    {
        var signature = signer.Sign(hash);
        return PublicKey.VerifyHash(hash, signature)
            ? signature
            : throw new UndeterminedException(
                "key.sign",
                $"A signature just made does not verify with {PublicKey}; try again, and check the machine's memory if it happens twice."
            );
    }

    /// <inheritdoc />
    public override string ToString() => $"private key of {PublicKey}";

    internal static PrivateKey FromPkcs8(byte[] der, string origin) =>
        FromDer(der, origin, (key, bytes) => Read(key.ImportPkcs8PrivateKey, bytes));

    private delegate void Importer(ReadOnlySpan<byte> der, out int read);

    private static int Read(Importer import, byte[] der)
    {
        import(der, out var read);
        return read;
    }

    private static PrivateKey FromDer(byte[] der, string origin, Func<ECDsa, byte[], int> import)
    {
        try
        {
            using var key = ECDsa.Create();
            return import(key, der) == der.Length && P256.Is(key)
                ? new PrivateKey(key)
                : throw Unusable(origin, "it is not a P-256 key", null);
        }
        catch (CryptographicException error)
        {
            throw Unusable(origin, "it is not a P-256 key", error);
        }
    }

    private static ConfigurationException Unusable(string origin, string why, Exception? inner) =>
        new(
            "key.private",
            $"{origin} is no usable private key, since {why}; give an unencrypted P-256 key in PKCS#8 or SEC1 PEM.",
            inner
        );
}
