using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupplyChain.Images.Registries.Login;

/// <summary>The part of Docker's <c>config.json</c> that says who one is (docs.docker.com, "docker login").</summary>
internal sealed record DockerConfig
{
    private const int LargestFile = 1024 * 1024;
    private const string DockerHubKey = "index.docker.io";

    /// <summary>Credentials by registry.</summary>
    [JsonPropertyName("auths")]
    public IReadOnlyDictionary<string, DockerConfigEntry>? Auths { get; init; }

    /// <summary>Credential helper by registry.</summary>
    [JsonPropertyName("credHelpers")]
    public IReadOnlyDictionary<string, string>? CredentialHelpers { get; init; }

    /// <summary>Credential helper for all other registries.</summary>
    [JsonPropertyName("credsStore")]
    public string? CredentialStore { get; init; }

    /// <summary>Reads the file; one that does not exist says nothing.</summary>
    /// <exception cref="ConfigurationException">It cannot be read, or is not as Docker writes it.</exception>
    public static DockerConfig Read(string file)
    {
        if (!File.Exists(file))
        {
            return new DockerConfig();
        }

        try
        {
            return new FileInfo(file).Length > LargestFile
                ? throw Unusable(file, "it is larger than 1 MiB")
                : JsonSerializer.Deserialize(File.ReadAllBytes(file), LoginJson.Default.DockerConfig) ?? new DockerConfig();
        }
        catch (JsonException error)
        {
            throw Unusable(file, $"line {error.LineNumber + 1} is not as Docker writes it");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unusable(file, error.Message);
        }
    }

    /// <summary>Name of the credential helper for a registry; null where there is none.</summary>
    public string? HelperFor(string registry) =>
        CredentialHelpers?.FirstOrDefault(pair => HostOf(pair.Key) == KeyOf(registry)).Value is { Length: > 0 } own ? own
        : CredentialStore is { Length: > 0 } general ? general
        : null;

    /// <summary>The entry of a registry; null where there is none.</summary>
    public DockerConfigEntry? EntryFor(string registry) =>
        Auths?.FirstOrDefault(pair => HostOf(pair.Key) == KeyOf(registry)).Value;

    /// <summary>The error for a file that cannot be used.</summary>
    public static ConfigurationException Unusable(string file, string problem) =>
        new("registry.credentials", $"{file} cannot be used: {problem}; log in to the registry again, or correct the file.");

    private static string KeyOf(string registry) => registry == ImageReference.DockerHub ? DockerHubKey : registry;

    // Keys are hosts, or addresses of the first version of the API: https://index.docker.io/v1/. Other tools write keys for a
    // single repository, registry.example/shop, which is no key for all of the registry.
    private static string? HostOf(string key)
    {
        var scheme = key.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme >= 0 ? key[(scheme + 3)..] : key;
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var host = slash >= 0 ? rest[..slash] : rest;
        var isWhole = scheme >= 0 || slash < 0 || rest[slash..].Trim('/') is "" or "v1" or "v2";
        return !isWhole ? null
            : host == ImageReference.DockerHub ? DockerHubKey
            : host;
    }
}
