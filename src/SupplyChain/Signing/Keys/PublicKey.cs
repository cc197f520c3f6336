using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SupplyChain.Signing.Keys;

/// <summary>A public key that signatures are verified with.</summary>
public sealed class PublicKey : IEquatable<PublicKey>
{
    private const string Label = "PUBLIC KEY";
    private const int MaximumSize = 64 * 1024;

    private readonly PublicKeyMaterial material;

    internal PublicKey(PublicKeyMaterial material)
    {
        this.material = material;
        Hint = Convert.ToBase64String(SHA256.HashData(material.SubjectPublicKeyInfo));
    }

    /// <summary>What the key is and how it signs.</summary>
    public KeyAlgorithm Algorithm => material.Algorithm;

    /// <summary>The key in DER (RFC 5280, SubjectPublicKeyInfo).</summary>
    public ReadOnlyMemory<byte> SubjectPublicKeyInfo => material.SubjectPublicKeyInfo;

    /// <summary>What a bundle calls the key: base64 of the SHA-256 of <see cref="SubjectPublicKeyInfo"/>.</summary>
    public string Hint { get; }

    /// <summary>Whether a hint means this key: as cosign writes it, or as npm's registry does ("SHA256:" and the same digest without padding).</summary>
    internal bool IsNamed(string hint) => hint == Hint || hint == $"SHA256:{Hint.TrimEnd('=')}";

    /// <summary>The hashes that its signatures may cover, the one it signs first; empty where they cover the content itself.</summary>
    public IReadOnlyList<HashAlgorithmName> Hashes => material.Hashes;

    /// <summary>Reads a key file such as <c>cosign.pub</c>.</summary>
    /// <exception cref="ConfigurationException">The file cannot be read or holds no usable public key.</exception>
    public static PublicKey Load(string path) => Parse(KeyText.Read(path, MaximumSize), path);

    /// <summary>
    /// Reads a key in PEM: <c>PUBLIC KEY</c>, <c>RSA PUBLIC KEY</c> (PKCS#1), or <c>CERTIFICATE</c>, of which the key alone
    /// is taken and nothing else looked at.
    /// </summary>
    /// <param name="pem">The text.</param>
    /// <param name="origin">Where it came from, for messages.</param>
    /// <exception cref="ConfigurationException">The text holds no usable public key.</exception>
    public static PublicKey Parse(string pem, string origin = "the given text")
    {
        var (label, der) = KeyText.Open(pem, origin);
        return label switch
        {
            Label => Read(origin, () => PublicKeyMaterial.Read(der)),
            "RSA PUBLIC KEY" => Read(origin, () => RsaPublicKey.Open(der, KeyAlgorithm.RsaPkcs1Sha256)),
            "CERTIFICATE" => OfCertificate(der, origin),
            _ when label.Contains("PRIVATE", StringComparison.Ordinal) => throw new ConfigurationException(
                "key.private",
                $"{origin} holds a private key and a public key is wanted; give the .pub file beside it."
            ),
            _ => throw Unusable(origin, $"it is a PEM of type '{label}'", null),
        };
    }

    /// <summary>Reads a key in DER (RFC 5280, SubjectPublicKeyInfo).</summary>
    /// <param name="der">The bytes.</param>
    /// <param name="origin">Where they came from, for messages.</param>
    /// <exception cref="ConfigurationException">The bytes are no usable public key.</exception>
    public static PublicKey FromSubjectPublicKeyInfo(byte[] der, string origin) =>
        Read(origin, () => PublicKeyMaterial.Read(der));

    /// <summary>The key of a certificate in DER; nothing else of it is looked at.</summary>
    /// <exception cref="ConfigurationException">The bytes are no certificate of a usable key.</exception>
    internal static PublicKey OfCertificate(byte[] der, string origin) => Read(origin, () => PublicKeyMaterial.Read(KeyOf(der)));

    /// <summary>The key in PEM.</summary>
    public string ToPem() => PemEncoding.WriteString(Label, material.SubjectPublicKeyInfo) + "\n";

    /// <summary>Whether the signature was made over this content with this key's private half.</summary>
    public bool Verify(SignedContent content, ReadOnlySpan<byte> signature)
    {
        try
        {
            return material.Verify(content, signature);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Whether the signature was made over these bytes with this key's private half.</summary>
    public bool Verify(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature) =>
        Verify(SignedContent.Of(bytes.ToArray()), signature);

    /// <inheritdoc />
    public bool Equals(PublicKey? other) => other is not null && Hint == other.Hint;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Hint);

    /// <inheritdoc />
    public override string ToString() => $"public key {Hint}";

    private static byte[] KeyOf(byte[] certificate)
    {
        using var opened = X509CertificateLoader.LoadCertificate(certificate);
        return opened.PublicKey.ExportSubjectPublicKeyInfo();
    }

    private static PublicKey Read(string origin, Func<PublicKeyMaterial?> read)
    {
        try
        {
            return new PublicKey(read() ?? throw Unusable(origin, "its kind, curve or size is not supported", null));
        }
        catch (Exception error) when (error is CryptographicException or AsnContentException or PlatformNotSupportedException)
        {
            throw Unusable(origin, "it is malformed or of a kind that is not supported", error);
        }
    }

    private static ConfigurationException Unusable(string origin, string why, Exception? inner) =>
        new(
            "key.public",
            $"{origin} is no usable public key, since {why}; give a P-256, P-384, P-521, RSA (2048 to 4096 bits) or Ed25519 key or certificate in PEM, such as cosign.pub.",
            inner
        );
}
