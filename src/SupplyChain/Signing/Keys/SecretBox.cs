using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace SupplyChain.Signing.Keys;

/// <summary>Authenticated encryption as NaCl's <c>crypto_secretbox</c>: XSalsa20 and Poly1305, the tag before the ciphertext.</summary>
internal static class SecretBox
{
    public const int KeySize = 32;
    public const int NonceSize = 24;
    public const int TagSize = 16;

    public static byte[] Seal(byte[] key, byte[] nonce, ReadOnlySpan<byte> plaintext)
    {
        var (cipher, macKey) = Start(key, nonce);
        var box = new byte[TagSize + plaintext.Length];
        cipher.ProcessBytes(plaintext, box.AsSpan(TagSize));
        Authenticate(macKey, box.AsSpan(TagSize), box.AsSpan(0, TagSize));
        return box;
    }

    /// <summary>The plaintext; null when key, nonce and box do not belong together.</summary>
    public static byte[]? Open(byte[] key, byte[] nonce, ReadOnlySpan<byte> box)
    {
        if (box.Length < TagSize)
        {
            return null;
        }

        var (cipher, macKey) = Start(key, nonce);
        Span<byte> tag = stackalloc byte[TagSize];
        Authenticate(macKey, box[TagSize..], tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, box[..TagSize]))
        {
            return null;
        }

        var plaintext = new byte[box.Length - TagSize];
        cipher.ProcessBytes(box[TagSize..], plaintext);
        return plaintext;
    }

    private static (XSalsa20Engine Cipher, byte[] MacKey) Start(byte[] key, byte[] nonce)
    {
        var cipher = new XSalsa20Engine();
        cipher.Init(forEncryption: true, new ParametersWithIV(new KeyParameter(key), nonce));
        var macKey = new byte[KeySize];
        cipher.ProcessBytes(new byte[KeySize], macKey);
        return (cipher, macKey);
    }

    private static void Authenticate(byte[] macKey, ReadOnlySpan<byte> ciphertext, Span<byte> tag)
    {
        var mac = new Poly1305();
        mac.Init(new KeyParameter(macKey));
        mac.BlockUpdate(ciphertext);
        mac.DoFinal(tag);
    }
}
