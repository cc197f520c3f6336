using System.Text.Json.Serialization;

namespace SupplyChain.Images.Registries;

/// <summary>The part of Docker's <c>config.json</c> that says who one is (docs.docker.com, "docker login").</summary>
internal sealed record DockerConfig
{
    /// <summary>Credentials by registry.</summary>
    [JsonPropertyName("auths")]
    public IReadOnlyDictionary<string, DockerConfigEntry>? Auths { get; init; }

    /// <summary>Credential helper by registry.</summary>
    [JsonPropertyName("credHelpers")]
    public IReadOnlyDictionary<string, string>? CredentialHelpers { get; init; }

    /// <summary>Credential helper for all other registries.</summary>
    [JsonPropertyName("credsStore")]
    public string? CredentialStore { get; init; }
}
