using System.Security.Cryptography;
using System.Text;
using SupplyChain.Signing.Keys;

namespace SupplyChain.Fuzzing;

/// <summary>Key files: public, private and sealed. An input that is no PEM is the DER inside one, tried under every label.</summary>
internal static class KeyTargets
{
    private const string Sealed = "ENCRYPTED SIGSTORE PRIVATE KEY";

    public static IEnumerable<FuzzTarget> All()
    {
        string[] privateKeys = [.. PrivateKeys()];
        string[] publicKeys = [.. privateKeys.Select(pem => PrivateKey.Import(pem).PublicKey.ToPem()), RsaPublicKey()];
        return
        [
            new FuzzTarget(
                "key",
                [.. publicKeys.SelectMany(TextAndDer)],
                input => ReadEach(input, ["PUBLIC KEY", "RSA PUBLIC KEY", "CERTIFICATE"], pem => PublicKey.Parse(pem))
            ),
            new FuzzTarget(
                "private-key",
                [.. privateKeys.SelectMany(TextAndDer)],
                input => ReadEach(input, ["PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"], Sign)
            ),
            new FuzzTarget(
                "sealed-key",
                [SealedKey(PrivateKey.Import(privateKeys[0]))],
                input => _ = KeyFile.Open(PemEncoding.WriteString(Sealed, input), "p")
            ),
        ];
    }

    private static void ReadEach(byte[] input, string[] labels, Action<string> read)
    {
        if (input.AsSpan().StartsWith("--"u8))
        {
            read(Encoding.UTF8.GetString(input));
            return;
        }

        ConfigurationException? refused = null;
        foreach (var label in labels)
        {
            try
            {
                read(PemEncoding.WriteString(label, input));
                return;
            }
            catch (ConfigurationException error)
            {
                refused = error;
            }
        }

        throw refused!;
    }

    // A key that is read must also sign, whatever its signature is worth.
    private static void Sign(string pem) => _ = PrivateKey.Import(pem).Sign("content"u8);

    private static IEnumerable<byte[]> TextAndDer(string pem)
    {
        yield return Encoding.UTF8.GetBytes(pem);
        yield return Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data]);
    }

    private static IEnumerable<string> PrivateKeys()
    {
        foreach (var curve in new[] { ECCurve.NamedCurves.nistP256, ECCurve.NamedCurves.nistP384, ECCurve.NamedCurves.nistP521 })
        {
            using var key = ECDsa.Create(curve);
            yield return key.ExportPkcs8PrivateKeyPem();
            yield return key.ExportECPrivateKeyPem();
        }

        using var rsa = RSA.Create(2048);
        yield return rsa.ExportPkcs8PrivateKeyPem();
        yield return rsa.ExportRSAPrivateKeyPem();
        // RFC 8410, section 10.3.
        yield return "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n";
    }

    private static string RsaPublicKey()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportRSAPublicKeyPem();
    }

    // The JSON inside a key file, with a derivation that takes no time unless an input makes it take some.
    private static byte[] SealedKey(PrivateKey key)
    {
        var pem = KeyFile.Seal(key, "p");
        var json = Encoding.UTF8.GetString(Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data]));
        return Encoding.UTF8.GetBytes(json.Replace("65536", "16", StringComparison.Ordinal));
    }
}
