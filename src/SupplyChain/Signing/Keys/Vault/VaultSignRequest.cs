using System.Text.Json.Serialization;

namespace SupplyChain.Signing.Keys.Vault;

/// <summary>What Vault is asked to sign (HashiCorp Vault API, /transit/sign/:name).</summary>
internal sealed record VaultSignRequest
{
    [JsonPropertyName("input")]
    public required byte[] Input { get; init; }

    [JsonPropertyName("key_version")]
    public required int KeyVersion { get; init; }

    [JsonPropertyName("hash_algorithm")]
    public string? HashAlgorithm { get; init; }

    [JsonPropertyName("prehashed")]
    public bool Prehashed { get; init; }

    [JsonPropertyName("signature_algorithm")]
    public string? SignatureAlgorithm { get; init; }

    [JsonPropertyName("marshaling_algorithm")]
    public string? MarshalingAlgorithm { get; init; }
}
