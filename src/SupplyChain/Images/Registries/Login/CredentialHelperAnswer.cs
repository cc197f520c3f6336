using System.Text.Json.Serialization;

namespace SupplyChain.Images.Registries.Login;

/// <summary>What a credential helper prints (github.com/docker/docker-credential-helpers, "get").</summary>
internal sealed record CredentialHelperAnswer
{
    /// <summary>User, or <c>&lt;token&gt;</c> where the secret is a refresh token.</summary>
    [JsonPropertyName("Username")]
    public string? User { get; init; }

    /// <summary>Password or refresh token.</summary>
    [JsonPropertyName("Secret")]
    public string? Secret { get; init; }
}
