using System.Formats.Asn1;
using System.Text;

namespace SupplyChain.Signing.Keys.Pkcs11;

/// <summary>A key in a token: ECDSA, Ed25519 or RSA (PKCS#1 v1.5). The secret never leaves it.</summary>
internal sealed class Pkcs11Key : ISigningKey
{
    private const byte PrivateClass = 3;
    private const uint Class = 0;
    private const uint Label = 3;
    private const uint Identifier = 0x102;
    private const nuint RsaPkcs = 1;
    private const nuint Ecdsa = 0x1041;
    private const nuint Eddsa = 0x1057;

    // DigestInfo of SHA-256 up to the hash (RFC 8017, section 9.2, note 1).
    private static readonly byte[] Sha256Information = Convert.FromHexString("3031300D060960864801650304020105000420");

    private readonly Pkcs11Module module;
    private readonly nuint session;
    private readonly nuint key;

    private Pkcs11Key(Pkcs11Module module, nuint session, nuint key, PublicKey publicKey) =>
        (this.module, this.session, this.key, PublicKey) = (module, session, key, publicKey);

    /// <inheritdoc />
    public PublicKey PublicKey { get; }

    /// <summary>Opens a key.</summary>
    /// <param name="module">The module, which must outlive the key.</param>
    /// <param name="uri">Which key.</param>
    /// <param name="pin">The token's PIN.</param>
    /// <exception cref="ConfigurationException">The token or key is not there or not unique, or the PIN is wrong.</exception>
    public static Pkcs11Key Open(Pkcs11Module module, Pkcs11Uri uri, string pin)
    {
        var session = module.OpenSession(SlotOf(module, uri));
        module.Login(session, Encoding.UTF8.GetBytes(pin));
        var key =
            FindAny(module, session, uri, PrivateClass)
            ?? throw new ConfigurationException(
                "key.pkcs11.key",
                "The token has no private key of the name in the PKCS#11 URI; list what it has with 'pkcs11-tool -O'."
            );
        return new Pkcs11Key(module, session, key, Pkcs11PublicKey.Read(module, session, uri));
    }

    /// <summary>Reads the public half, for which most tokens ask for no PIN.</summary>
    /// <exception cref="ConfigurationException">The token or key is not there or not unique.</exception>
    public static PublicKey ReadPublic(Pkcs11Module module, Pkcs11Uri uri) =>
        Pkcs11PublicKey.Read(module, module.OpenSession(SlotOf(module, uri)), uri);

    /// <inheritdoc />
    public Task<byte[]> SignAsync(SignedContent content, CancellationToken cancellationToken) =>
        Task.FromResult(
            PublicKey.Algorithm switch
            {
                KeyAlgorithm.Ed25519 => module.Sign(session, key, Eddsa, content.FindWhole()!),
                KeyAlgorithm.RsaPkcs1Sha256 => module.Sign(session, key, RsaPkcs, [.. Sha256Information, .. HashOf(content)]),
                _ => ToDer(module.Sign(session, key, Ecdsa, HashOf(content))),
            }
        );

    /// <summary>The one object of a class that the URI names; null where there is none.</summary>
    internal static nuint? FindAny(Pkcs11Module module, nuint session, Pkcs11Uri uri, byte objectClass)
    {
        var wanted = new List<(uint, byte[])> { (Class, [objectClass, 0, 0, 0, 0, 0, 0, 0]) };
        if (uri.Object is not null)
        {
            wanted.Add((Label, Encoding.UTF8.GetBytes(uri.Object)));
        }

        if (uri.Id is not null)
        {
            wanted.Add((Identifier, uri.Id));
        }

        return module.Find(session, wanted) switch
        {
            [] => null,
            [var one] => one,
            _ => throw new ConfigurationException(
                "key.pkcs11.key",
                "The PKCS#11 URI names more than one key of the token; add its id or object."
            ),
        };
    }

    private static ulong SlotOf(Pkcs11Module module, Pkcs11Uri uri)
    {
        var tokens = module
            .ListTokens()
            .Where(token => (uri.SlotId ?? token.Slot) == token.Slot && (uri.Token ?? token.Label) == token.Label)
            .ToArray();
        return tokens is [var (slot, _)]
            ? slot
            : throw new ConfigurationException(
                "key.pkcs11.token",
                $"{tokens.Length} tokens fit the PKCS#11 URI and one is wanted; name it by token or slot-id."
            );
    }

    private static byte[] HashOf(SignedContent content) =>
        content.FindHash(System.Security.Cryptography.HashAlgorithmName.SHA256)!;

    private static byte[] ToDer(byte[] pair)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(Shorten(pair.AsSpan(0, pair.Length / 2)));
            writer.WriteIntegerUnsigned(Shorten(pair.AsSpan(pair.Length / 2)));
        }

        return writer.Encode();
    }

    private static ReadOnlySpan<byte> Shorten(ReadOnlySpan<byte> number)
    {
        var shortened = number.TrimStart((byte)0);
        return shortened.IsEmpty ? number[..1] : shortened;
    }
}
