using System.Text.Json.Serialization;

namespace SupplyChain.Images.Registries.Login;

/// <summary>What a registry's token service answers (distribution.github.io, "Token Authentication Specification").</summary>
internal sealed record TokenAnswer
{
    /// <summary>The token.</summary>
    [JsonPropertyName("token")]
    public string? Token { get; init; }

    /// <summary>The token, by its OAuth 2.0 name.</summary>
    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    /// <summary>A refresh token, where one was asked for.</summary>
    [JsonPropertyName("refresh_token")]
    public string? RefreshToken { get; init; }

    /// <summary>For how many seconds it holds.</summary>
    [JsonPropertyName("expires_in")]
    public double? ExpiresIn { get; init; }

    /// <inheritdoc />
    public override string ToString() => "(answer)";
}
