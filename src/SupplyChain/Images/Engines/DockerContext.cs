using System.Text;
using System.Text.Json;

namespace SupplyChain.Images.Engines;

/// <summary>The contexts that <c>docker context</c> keeps below the folder of Docker's configuration.</summary>
internal static class DockerContext
{
    private const int LargestFile = 1024 * 1024;

    /// <summary>Name of the context that <c>docker context use</c> chose; null where it chose none.</summary>
    public static string? Current(string folder) =>
        ReadJson(Path.Combine(folder, "config.json"), config => Text(config, "currentContext"));

    /// <summary>Where the engine of a context is.</summary>
    /// <exception cref="ConfigurationException">There is no such context, or its file cannot be used.</exception>
    public static DockerEndpoint Read(string folder, string name)
    {
        var origin = $"docker context {Printable.Quote(name)}";
        var id = Digest.Sha256(Encoding.UTF8.GetBytes(name)).Hex;
        var certificates = Path.Combine(folder, "contexts", "tls", id, "docker");
        var hasCertificates = Directory.Exists(certificates);
        return ReadJson(
                Path.Combine(folder, "contexts", "meta", id, "meta.json"),
                meta =>
                {
                    var engine = meta.GetProperty("Endpoints").GetProperty("docker");
                    var skips = engine.TryGetProperty("SkipTLSVerify", out var skip) && skip.GetBoolean();
                    return DockerEndpoint.Parse(Text(engine, "Host") ?? "", origin, isSecure: hasCertificates || skips) with
                    {
                        SkipsVerification = skips,
                        CertificateFolder = hasCertificates ? certificates : null,
                    };
                }
            )
            ?? throw new ConfigurationException(
                "docker.context",
                $"There is no {origin}; choose one that 'docker context ls' lists, with 'docker context use' or DOCKER_CONTEXT."
            );
    }

    private static T? ReadJson<T>(string path, Func<JsonElement, T?> read)
        where T : class
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            using var file = File.OpenRead(path);
            if (file.Length > LargestFile)
            {
                throw new JsonException($"it has {file.Length} bytes");
            }

            using var document = JsonDocument.Parse(file);
            return read(document.RootElement);
        }
        catch (Exception error)
            when (error
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            throw new ConfigurationException(
                "docker.context",
                $"{path}, which says where the Docker Engine is, cannot be used: {Printable.Line(error.Message)}; repair it with 'docker context', or set DOCKER_HOST.",
                error
            );
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value)
            ? value.GetString() is { Length: > 0 } text
                ? text
                : null
            : null;
}
