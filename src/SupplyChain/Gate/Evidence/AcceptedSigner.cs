using System.Text.Json.Serialization;
using SupplyChain.Images;

namespace SupplyChain.Gate.Evidence;

/// <summary>A signer of the policy whose signature counts: by which key or identity, and where the policy says so.</summary>
public sealed record AcceptedSigner
{
    /// <summary>Name of the signer in the policy.</summary>
    [JsonPropertyName("signer")]
    public required string Signer { get; init; }

    /// <summary>What of the policy accepts the signature, such as <c>signers.ci.keys[1]</c>.</summary>
    [JsonPropertyName("rule")]
    public required string Rule { get; init; }

    /// <summary>The key, as the policy refers to it; null for a certificate.</summary>
    [JsonPropertyName("key")]
    public string? Key { get; init; }

    /// <summary>Digest of the key in DER (RFC 5280, SubjectPublicKeyInfo); null for a certificate.</summary>
    [JsonPropertyName("keyDigest")]
    public Digest? KeyDigest { get; init; }

    /// <summary>Whom the certificate was issued to; null for a key.</summary>
    [JsonPropertyName("identity")]
    public string? Identity { get; init; }

    /// <summary>Who vouched for the identity; null for a key.</summary>
    [JsonPropertyName("issuer")]
    public string? Issuer { get; init; }

    /// <summary>When it was signed, as logs and timestamp authorities vouch for it; null where none was asked.</summary>
    [JsonPropertyName("signedAt")]
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>The moment from which the signature no longer counts; null where it always will.</summary>
    [JsonPropertyName("endsAt")]
    public DateTimeOffset? EndsAt { get; init; }
}
