namespace SupplyChain.Signing.Keys;

/// <summary>A key pair in two files, as cosign's <c>generate-key-pair</c> leaves it.</summary>
/// <param name="PrivateKeyPath">The sealed private key, <c>PREFIX.key</c>.</param>
/// <param name="PublicKeyPath">The public key, <c>PREFIX.pub</c>.</param>
/// <param name="PublicKey">The public key itself.</param>
public sealed record KeyPair(string PrivateKeyPath, string PublicKeyPath, PublicKey PublicKey)
{
    /// <summary>Makes a new P-256 key and writes both files.</summary>
    /// <param name="prefix">Path without the endings.</param>
    /// <param name="password">Seals the private key; may be empty.</param>
    /// <exception cref="ConfigurationException">A file of that name exists, or the folder cannot be written.</exception>
    public static KeyPair Generate(string prefix, ReadOnlySpan<char> password) => Write(prefix, PrivateKey.Generate(), password);

    /// <summary>Writes both files of a key: both or neither, never over another key, the private one readable by its owner alone.</summary>
    /// <param name="prefix">Path without the endings.</param>
    /// <param name="key">The key.</param>
    /// <param name="password">Seals the private key; may be empty.</param>
    /// <exception cref="ConfigurationException">A file of that name exists, or the folder cannot be written.</exception>
    public static KeyPair Write(string prefix, PrivateKey key, ReadOnlySpan<char> password)
    {
        var pair = new KeyPair(prefix + ".key", prefix + ".pub", key.PublicKey);
        if (new[] { pair.PrivateKeyPath, pair.PublicKeyPath }.FirstOrDefault(Path.Exists) is { } existing)
        {
            throw new ConfigurationException(
                "key.exists",
                $"{existing} exists and no key is written over another; give another prefix or move it away."
            );
        }

        var sealedKey = KeyFile.Seal(key, password);
        try
        {
            using var privateFile = new PendingFile(pair.PrivateKeyPath, sealedKey, ownerOnly: true);
            using var publicFile = new PendingFile(pair.PublicKeyPath, key.PublicKey.ToPem(), ownerOnly: false);
            publicFile.Keep();
            privateFile.Keep();
            publicFile.Commit();
            privateFile.Commit();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ConfigurationException(
                "key.write",
                $"The key pair {prefix} cannot be written; check that its folder exists and is writable.",
                error
            );
        }

        return pair;
    }
}
