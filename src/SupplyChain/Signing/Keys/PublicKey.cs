using System.Security.Cryptography;

namespace SupplyChain.Signing.Keys;

/// <summary>A public key that signatures are verified with.</summary>
public sealed class PublicKey : IEquatable<PublicKey>
{
    private const string Label = "PUBLIC KEY";
    private const int MaximumSize = 64 * 1024;

    private readonly byte[] subjectPublicKeyInfo;

    private PublicKey(byte[] subjectPublicKeyInfo)
    {
        this.subjectPublicKeyInfo = subjectPublicKeyInfo;
        Hint = Convert.ToBase64String(SHA256.HashData(subjectPublicKeyInfo));
    }

    /// <summary>What the key is and how it signs.</summary>
    public KeyAlgorithm Algorithm { get; } = KeyAlgorithm.EcdsaP256Sha256;

    /// <summary>The key in DER (RFC 5280, SubjectPublicKeyInfo).</summary>
    public ReadOnlyMemory<byte> SubjectPublicKeyInfo => subjectPublicKeyInfo;

    /// <summary>What a bundle calls the key: base64 of the SHA-256 of <see cref="SubjectPublicKeyInfo"/>.</summary>
    public string Hint { get; }

    /// <summary>Reads a key file such as <c>cosign.pub</c>.</summary>
    /// <exception cref="ConfigurationException">The file cannot be read or holds no usable public key.</exception>
    public static PublicKey Load(string path) => Parse(KeyText.Read(path, MaximumSize), path);

    /// <summary>Reads a key in PEM, label <c>PUBLIC KEY</c>.</summary>
    /// <param name="pem">The text.</param>
    /// <param name="origin">Where it came from, for messages.</param>
    /// <exception cref="ConfigurationException">The text holds no usable public key.</exception>
    public static PublicKey Parse(string pem, string origin = "the given text")
    {
        var (label, der) = KeyText.Open(pem, origin);
        return label switch
        {
            Label => FromSubjectPublicKeyInfo(der, origin),
            _ when label.Contains("PRIVATE", StringComparison.Ordinal) => throw new ConfigurationException(
                "key.private",
                $"{origin} holds a private key and a public key is wanted; give the .pub file beside it."
            ),
            _ => throw Unusable(origin, $"it is a PEM of type '{label}'", null),
        };
    }

    /// <summary>The key in PEM.</summary>
    public string ToPem() => PemEncoding.WriteString(Label, subjectPublicKeyInfo) + "\n";

    /// <summary>Whether the signature was made over these data with this key's private half.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => VerifyHash(SHA256.HashData(data), signature);

    /// <summary>Whether the signature was made over data with this SHA-256 hash.</summary>
    public bool VerifyHash(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
        try
        {
            return key.VerifyHash(hash, signature, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public bool Equals(PublicKey? other) => other is not null && Hint == other.Hint;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Hint);

    /// <inheritdoc />
    public override string ToString() => $"public key {Hint}";

    internal static PublicKey Of(ECDsa key) => new(key.ExportSubjectPublicKeyInfo());

    private static PublicKey FromSubjectPublicKeyInfo(byte[] der, string origin)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(der, out var read);
            return read == der.Length && P256.Is(key) ? Of(key) : throw Unusable(origin, "it is not a P-256 key", null);
        }
        catch (CryptographicException error)
        {
            throw Unusable(origin, "it is not a P-256 key", error);
        }
    }

    private static ConfigurationException Unusable(string origin, string why, Exception? inner) =>
        new("key.public", $"{origin} is no usable public key, since {why}; give a P-256 key in PEM, such as cosign.pub.", inner);
}
