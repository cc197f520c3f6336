using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SupplyChain.Attestations;

namespace SupplyChain.Signing.Keys;

/// <summary>
/// Private keys sealed with a password, in the form of cosign's <c>cosign.key</c>: PEM around JSON that names scrypt and
/// NaCl's secretbox (go-securesystemslib, package encrypted).
/// </summary>
public static class KeyFile
{
    /// <summary>Name of the environment variable that cosign's users keep the password in; this library never reads it itself.</summary>
    public const string PasswordVariable = "COSIGN_PASSWORD";

    /// <summary>Beginning of the remedy for a wrong password where nothing else is known of its source.</summary>
    public const string PasswordRemedy = $"set {PasswordVariable} to";

    private const string Label = "ENCRYPTED SIGSTORE PRIVATE KEY";
    private const string OlderLabel = "ENCRYPTED COSIGN PRIVATE KEY";
    private const int MaximumSize = 64 * 1024;
    private const int SaltSize = 32;

    /// <summary>Reads a key file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="password">Gives the password, which may be empty; null where there is none to give. Asked once, for a file that is sealed.</param>
    /// <param name="remedy">Beginning of the remedy for a wrong password.</param>
    /// <exception cref="ConfigurationException">The file is not a key file, or there is no password, or a wrong one.</exception>
    public static PrivateKey Load(string path, Func<string?> password, string remedy = PasswordRemedy) =>
        Open(KeyText.Read(path, MaximumSize), password, path, remedy);

    /// <summary>Opens a sealed key.</summary>
    /// <param name="pem">The text of a key file.</param>
    /// <param name="password">The password, which may be empty.</param>
    /// <param name="origin">Where the text came from, for messages.</param>
    /// <exception cref="ConfigurationException">The text is not a sealed key, or the password is wrong.</exception>
    public static PrivateKey Open(string pem, ReadOnlySpan<char> password, string origin = "the given text") =>
        Open(Parse(pem, origin), password, origin, PasswordRemedy);

    /// <summary>Opens a sealed key with a password that is asked for once it is known to be needed.</summary>
    /// <exception cref="ConfigurationException">The text is not a sealed key, or there is no password, or a wrong one.</exception>
    internal static PrivateKey Open(string pem, Func<string?> password, string origin, string remedy)
    {
        var sealedKey = Parse(pem, origin);
        var given =
            password()
            ?? throw new ConfigurationException(
                "key.password.missing",
                $"The key {origin} is sealed and no password was given; set {PasswordVariable}, to the empty string if the key has none."
            );
        return Open(sealedKey, given, origin, remedy);
    }

    /// <summary>Seals a key under a new salt and nonce.</summary>
    /// <returns>The text of a key file.</returns>
    public static string Seal(PrivateKey key, ReadOnlySpan<char> password)
    {
        var header = SealedKey.New(RandomNumberGenerator.GetBytes(SaltSize), RandomNumberGenerator.GetBytes(SecretBox.NonceSize));
        var box = SecretBox.Seal(Derive(header, password), header.Cipher.Nonce, key.Pkcs8);
        var json = JsonSerializer.SerializeToUtf8Bytes(header with { Ciphertext = box }, KeyFileJson.Strict.SealedKey);
        return PemEncoding.WriteString(Label, json) + "\n";
    }

    private static PrivateKey Open(SealedKey sealedKey, ReadOnlySpan<char> password, string origin, string remedy)
    {
        var pkcs8 =
            SecretBox.Open(Derive(sealedKey, password), sealedKey.Cipher.Nonce, sealedKey.Ciphertext)
            ?? throw new ConfigurationException(
                "key.password.wrong",
                $"The key {origin} does not open with the given password; {remedy} the one it was made with."
            );
        return PrivateKey.FromPkcs8(pkcs8, origin);
    }

    private static SealedKey Parse(string pem, string origin)
    {
        var (label, content) = KeyText.Open(pem, origin);
        if (label is "PRIVATE KEY" or "EC PRIVATE KEY" or "RSA PRIVATE KEY")
        {
            throw new ConfigurationException(
                "key.unsealed",
                $"The key {origin} is not protected by a password; import it first, which writes a sealed copy."
            );
        }

        if (label is not (Label or OlderLabel))
        {
            throw NotSealed(origin, $"it is a PEM of type '{label}'", null);
        }

        try
        {
            using var document = StrictJson.Parse(content, MaximumSize);
            var key = document.Deserialize(KeyFileJson.Strict.SealedKey);
            return key is { IsUsable: true } ? key : throw NotSealed(origin, "its parameters are none that cosign writes", null);
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidOperationException)
        {
            throw NotSealed(origin, "its content is malformed", error);
        }
    }

    private static byte[] Derive(SealedKey header, ReadOnlySpan<char> password)
    {
        var secret = new byte[Encoding.UTF8.GetByteCount(password)];
        Encoding.UTF8.GetBytes(password, secret);
        var key = Scrypt.Derive(secret, header.Kdf.Salt, header.Kdf.Params, SecretBox.KeySize);
        CryptographicOperations.ZeroMemory(secret);
        return key;
    }

    private static ConfigurationException NotSealed(string origin, string why, Exception? inner) =>
        new(
            "key.file",
            $"{origin} is not a sealed private key, since {why}; give a file made by 'keys generate' or by cosign.",
            inner
        );
}
