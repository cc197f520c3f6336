using System.Security.Cryptography;
using System.Text.Json;
using SupplyChain.Images;

namespace SupplyChain.Scanning.Trivy;

/// <summary>Trivy's database in its cache: <c>db/trivy.db</c> and <c>db/metadata.json</c>.</summary>
internal static class TrivyDatabase
{
    /// <summary>Name of the source in reports.</summary>
    public const string Name = "trivy-db";

    private const int LargestMetadata = 64 * 1024;

    /// <summary>Where Trivy keeps its cache unless it is told otherwise.</summary>
    public static string DefaultCache()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Path.Combine(
            !string.IsNullOrEmpty(cache) ? cache
                : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches")
                : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : Path.Combine(home, ".cache"),
            "trivy"
        );
    }

    /// <summary>Identifies the database: by its content, since its metadata is rewritten at will.</summary>
    /// <exception cref="ConfigurationException">There is none, or Trivy would replace it by a download.</exception>
    public static async Task<AdvisorySource> IdentifyAsync(string cache, CancellationToken cancellationToken)
    {
        var database = Path.Combine(cache, "db", "trivy.db");
        var metadata = Path.Combine(cache, "db", "metadata.json");
        try
        {
            using var document =
                new FileInfo(metadata).Length <= LargestMetadata
                    ? JsonDocument.Parse(await File.ReadAllBytesAsync(metadata, cancellationToken))
                    : throw new JsonException();
            // Without a date of download Trivy takes the database for none at all.
            if (JsonText.Time(document.RootElement, "DownloadedAt") is not { Year: > 1 })
            {
                throw Missing(cache, "its metadata has no date of download");
            }

            await using var stream = File.OpenRead(database);
            return new AdvisorySource(Name)
            {
                Digest = Digest.FromSha256(await SHA256.HashDataAsync(stream, cancellationToken)),
                UpdatedAt = JsonText.Time(document.RootElement, "UpdatedAt"),
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw Missing(cache, "its files are missing or unreadable", exception);
        }
    }

    private static ConfigurationException Missing(string cache, string reason, Exception? inner = null) =>
        new(
            "trivy.database",
            $"Trivy has no database in '{Plain.Text(cache)}', because {reason}; download it with 'trivy image --download-db-only', or name another cache.",
            inner
        );
}
