using System.Security.Cryptography;
using SupplyChain.Signing.Keys;
using SupplyChain.Testing;

namespace SupplyChain.Tests.Signing.Interop;

/// <summary>A key in the forms that the peers read: sealed for cosign, plain for node, public for all.</summary>
internal sealed record InteropKey(string Name, PrivateKey Key, string SealedPath, string PlainPath, string PublicPath)
{
    public const string Password = "p";

    public static InteropKey Make(TemporaryFolder folder, KeyAlgorithm algorithm, string name)
    {
        var key = PrivateKey.Generate(algorithm, 2048);
        var pair = KeyPair.Write(folder.At(name), key, Password);
        var plain = folder.Write($"{name}.pem", PemEncoding.WriteString("PRIVATE KEY", key.Pkcs8));
        return new InteropKey(name, key, pair.PrivateKeyPath, plain, pair.PublicKeyPath);
    }
}
