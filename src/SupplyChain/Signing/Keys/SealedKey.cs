using System.Numerics;
using System.Text.Json.Serialization;

namespace SupplyChain.Signing.Keys;

/// <summary>The JSON inside a key file (go-securesystemslib, package encrypted).</summary>
internal sealed record SealedKey(
    [property: JsonPropertyName("kdf")] SealedKey.Derivation Kdf,
    [property: JsonPropertyName("cipher")] SealedKey.Box Cipher,
    [property: JsonPropertyName("ciphertext")] byte[] Ciphertext
)
{
    private const string Scrypt = "scrypt";
    private const string NaclSecretBox = "nacl/secretbox";
    private const int LargestMemory = 128 * 1024 * 1024;

    /// <summary>Whether the parameters are of the kind that is known and bounded: at most 128 MiB, and as much work as goes with one pass over them.</summary>
    [JsonIgnore]
    public bool IsUsable =>
        Kdf
            is {
                Name: Scrypt,
                Salt.Length: >= 8 and <= 1024,
                Params: { R: >= 1 and <= 32, P: >= 1 and <= 32, N: >= 2 and <= 1 << 20 } cost
            }
        && BitOperations.IsPow2(cost.N)
        // RFC 7914, section 2: N is less than 2^(128 * r / 8).
        && (cost.R > 1 || cost.N < 1 << 16)
        && 128L * cost.N * cost.R * cost.P <= LargestMemory
        && Cipher is { Name: NaclSecretBox, Nonce.Length: SecretBox.NonceSize };

    public static SealedKey New(byte[] salt, byte[] nonce) =>
        new(new Derivation(Scrypt, new Cost(65536, 8, 1), salt), new Box(NaclSecretBox, nonce), []);

    internal sealed record Derivation(
        [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("params")] Cost Params,
        [property: JsonPropertyName("salt")] byte[] Salt
    );

    internal sealed record Cost(
        [property: JsonPropertyName("N")] int N,
        [property: JsonPropertyName("r")] int R,
        [property: JsonPropertyName("p")] int P
    );

    internal sealed record Box(
        [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("nonce")] byte[] Nonce
    );
}
