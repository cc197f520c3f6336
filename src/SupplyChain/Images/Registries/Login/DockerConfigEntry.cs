using System.Text;
using System.Text.Json.Serialization;

namespace SupplyChain.Images.Registries.Login;

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

    /// <summary>Token for the registry itself.</summary>
    [JsonPropertyName("registrytoken")]
    public string? RegistryToken { get; init; }

    /// <summary>The credential; null where the entry has none.</summary>
    /// <exception cref="FormatException">What should be user and password in base64 is not.</exception>
    public RegistryCredential? ToCredential() =>
        IdentityToken is { Length: > 0 } refresh ? new RegistryCredential(User ?? "", refresh, SecretKind.RefreshToken)
        : RegistryToken is { Length: > 0 } access ? new RegistryCredential(User ?? "", access, SecretKind.AccessToken)
        : Auth is { Length: > 0 } encoded ? Decode(encoded)
        : User is { Length: > 0 } user ? new RegistryCredential(user, Password ?? "")
        : null;

    private static RegistryCredential Decode(string encoded)
    {
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(encoded));
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            ? new RegistryCredential(text[..colon], text[(colon + 1)..].TrimEnd('\0'))
            : throw new FormatException("There is no user before a colon.");
    }

    /// <inheritdoc />
    public override string ToString() => "(entry)";
}
