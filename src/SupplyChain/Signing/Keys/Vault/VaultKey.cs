using System.Globalization;
using System.Security.Cryptography;
using SupplyChain.Attestations;

namespace SupplyChain.Signing.Keys.Vault;

/// <summary>A key in Vault's transit engine, of the version that was the latest when it was opened.</summary>
internal sealed class VaultKey : ISigningKey
{
    /// <summary>What such a reference begins with, as for cosign.</summary>
    public const string Scheme = "hashivault://";

    private readonly VaultTransit transit;
    private readonly string name;
    private readonly int version;

    private VaultKey(VaultTransit transit, string name, int version, PublicKey publicKey) =>
        (this.transit, this.name, this.version, PublicKey) = (transit, name, version, publicKey);

    /// <inheritdoc />
    public PublicKey PublicKey { get; }

    /// <summary>Opens a key, which asks Vault for its public half.</summary>
    /// <exception cref="ConfigurationException">There is no such key, or it is of a kind that does not sign, or may not be used.</exception>
    /// <exception cref="UndeterminedException">Vault does not answer.</exception>
    public static async Task<VaultKey> OpenAsync(VaultTransit transit, string name, CancellationToken cancellationToken)
    {
        var (version, text) = await transit.ReadKeyAsync(name, ReadLatest, cancellationToken);
        return new VaultKey(transit, name, version, ParsePublic(text, name));
    }

    /// <inheritdoc />
    public async Task<byte[]> SignAsync(SignedContent content, CancellationToken cancellationToken)
    {
        var hashes = PublicKey.Hashes.Count > 0;
        var request = new VaultSignRequest
        {
            Input = hashes ? content.FindHash(HashAlgorithmName.SHA256)! : content.FindWhole()!,
            KeyVersion = version,
            Prehashed = hashes,
            HashAlgorithm = hashes ? "sha2-256" : null,
            SignatureAlgorithm = PublicKey.Algorithm == KeyAlgorithm.RsaPkcs1Sha256 ? "pkcs1v15" : null,
            MarshalingAlgorithm = EllipticCurve.Of(PublicKey.Algorithm) is not null ? "asn1" : null,
        };
        return await transit.SignAsync(name, request, ReadSignature, cancellationToken);
    }

    private static (int Version, string Text) ReadLatest(JsonMembers data)
    {
        var latest = data.Find("latest_version") is { } number && number.TryGetInt32(out var value) ? value : 0;
        var key = data.Object("keys").Object(latest.ToString(CultureInfo.InvariantCulture));
        return (latest, key.Text("public_key"));
    }

    private static PublicKey ParsePublic(string text, string name)
    {
        var origin = $"The key {Images.Printable.Quote(name)} in Vault";
        // Ed25519 keys come as their 32 bytes in base64, all others in PEM.
        var raw = new byte[64];
        return Convert.TryFromBase64String(text, raw, out var length)
            ? PublicKey.FromSubjectPublicKeyInfo(KeyDer.WrapPublic(KeyDer.Ed25519Oid, raw.AsSpan(0, length)), origin)
            : PublicKey.Parse(text, origin);
    }

    // vault:v1:base64
    private static byte[] ReadSignature(JsonMembers data)
    {
        var text = data.Text("signature");
        return Convert.FromBase64String(text[(text.LastIndexOf(':') + 1)..]);
    }
}
