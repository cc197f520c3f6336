using System.Text;
using System.Text.Json;

namespace SupplyChain.Images.Registries;

/// <summary>
/// Finds who one is to a registry, in the file that <c>docker login</c> writes: the one that <c>REGISTRY_AUTH_FILE</c> names,
/// else <c>config.json</c> in <c>DOCKER_CONFIG</c>, else in <c>~/.docker</c>. Nothing found means anonymous.
/// </summary>
/// <param name="file">The file; it need not exist.</param>
public sealed class RegistryCredentials(string? file)
{
    private const int LargestFile = 1024 * 1024;
    private const string DockerHubKey = "index.docker.io";

    private readonly Lazy<DockerConfig> config = new(() => Read(file));

    /// <summary>Nobody in particular.</summary>
    public static RegistryCredentials Anonymous { get; } = new(file: null);

    /// <summary>From the file that the environment names.</summary>
    public static RegistryCredentials FromEnvironment()
    {
        var folder = Environment.GetEnvironmentVariable("DOCKER_CONFIG") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker");
        return new RegistryCredentials(
            Environment.GetEnvironmentVariable("REGISTRY_AUTH_FILE") is { Length: > 0 } authFile
                ? authFile
                : Path.Combine(folder, "config.json")
        );
    }

    /// <summary>The credential for a registry; null means anonymous.</summary>
    /// <exception cref="ConfigurationException">The file or the credential helper that it names cannot be used.</exception>
    internal async Task<RegistryCredential?> FindAsync(string registry, CancellationToken cancellationToken)
    {
        var key = registry == ImageReference.DockerHub ? DockerHubKey : registry;
        var helper =
            config.Value.CredentialHelpers?.FirstOrDefault(pair => HostOf(pair.Key) == key).Value ?? config.Value.CredentialStore;
        var helped = string.IsNullOrEmpty(helper)
            ? null
            : await CredentialHelper.GetAsync(
                helper,
                registry == ImageReference.DockerHub ? "https://index.docker.io/v1/" : registry,
                null,
                cancellationToken
            );
        return helped ?? FromEntry(config.Value.Auths?.FirstOrDefault(pair => HostOf(pair.Key) == key).Value, registry);
    }

    // Keys are hosts, or addresses of the first version of the API: https://index.docker.io/v1/.
    private static string HostOf(string key)
    {
        var scheme = key.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme >= 0 ? key[(scheme + 3)..] : key;
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var host = slash >= 0 ? rest[..slash] : rest;
        return host == ImageReference.DockerHub ? DockerHubKey : host;
    }

    private static DockerConfig Read(string? file)
    {
        if (file is null || !File.Exists(file))
        {
            return new DockerConfig();
        }

        try
        {
            if (new FileInfo(file).Length > LargestFile)
            {
                throw Unusable(file, "it is larger than 1 MiB");
            }

            return JsonSerializer.Deserialize(File.ReadAllBytes(file), RegistryJson.Default.DockerConfig) ?? new DockerConfig();
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

    private RegistryCredential? FromEntry(DockerConfigEntry? entry, string registry)
    {
        if (entry is { IdentityToken: { Length: > 0 } token })
        {
            return new RegistryCredential(entry.User ?? "", token, IsRefreshToken: true);
        }

        if (entry is not { Auth: { Length: > 0 } encoded })
        {
            return entry is { User: { Length: > 0 } user } ? new RegistryCredential(user, entry.Password ?? "") : null;
        }

        var buffer = new byte[encoded.Length];
        var text = Convert.TryFromBase64String(encoded, buffer, out var length) ? Encoding.UTF8.GetString(buffer, 0, length) : "";
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            ? new RegistryCredential(text[..colon], text[(colon + 1)..].TrimEnd('\0'))
            : throw Unusable(file!, $"the entry of {registry} has an 'auth' that is not user and password in base64");
    }

    private static ConfigurationException Unusable(string file, string problem) =>
        new("registry.credentials", $"{file} cannot be used: {problem}; log in to the registry again, or correct the file.");
}
