using System.Text.Json.Serialization;

namespace SupplyChain.Images.Registries;

/// <summary>One registry's entry in Docker's <c>config.json</c>.</summary>
internal sealed record DockerConfigEntry
{
    /// <summary>User, a colon and the password, in base64.</summary>
    [JsonPropertyName("auth")]
    public string? Auth { get; init; }

    /// <summary>User, where it stands alone.</summary>
    [JsonPropertyName("username")]
    public string? User { get; init; }

    /// <summary>Password, where it stands alone.</summary>
    [JsonPropertyName("password")]
    public string? Password { get; init; }

    /// <summary>Refresh token.</summary>
    [JsonPropertyName("identitytoken")]
    public string? IdentityToken { get; init; }
}
