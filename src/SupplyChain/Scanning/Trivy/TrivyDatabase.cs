using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using SupplyChain.Images;

namespace SupplyChain.Scanning.Trivy;

/// <summary>A database in Trivy's cache.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Source">What reports say of it: told by its content, since what it says of itself is rewritten at will.</param>
/// <param name="Stamp">Changes when the files do.</param>
internal sealed record TrivyDatabase(TrivyDatabaseKind Kind, AdvisorySource Source, string Stamp)
{
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

    /// <summary>Identifies the database of a cache.</summary>
    /// <exception cref="ConfigurationException">There is none, or Trivy would replace it by a download.</exception>
    public static async Task<TrivyDatabase> IdentifyAsync(
        TrivyDatabaseKind kind,
        string cache,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var stamp = StampOf(kind, cache);
            var metadata = kind.MetadataIn(cache);
            using var document = LengthOf(metadata) is > 0 and <= LargestMetadata
                ? JsonDocument.Parse(await File.ReadAllBytesAsync(metadata, cancellationToken))
                : throw new JsonException();
            // Without a date of download Trivy takes the database for none at all.
            if (JsonText.Time(document.RootElement, "DownloadedAt") is not { Year: > 1 })
            {
                throw Missing(cache, "its metadata has no date of download");
            }

            if (LengthOf(kind.DatabaseIn(cache)) == 0)
            {
                throw Missing(cache, "it is empty");
            }

            await using var stream = File.OpenRead(kind.DatabaseIn(cache));
            var digest = Digest.FromSha256(await SHA256.HashDataAsync(stream, cancellationToken));
            return new TrivyDatabase(kind, SourceOf(kind.Name, document.RootElement) with { Digest = digest }, stamp);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw Missing(cache, "its files are missing or unreadable", exception);
        }
    }

    /// <summary>What a database says of itself.</summary>
    /// <param name="name">What reports call it.</param>
    /// <param name="metadata">The file about it, or the part of a report.</param>
    public static AdvisorySource SourceOf(string name, JsonElement metadata) =>
        new(name)
        {
            Version = ReportJson.Number(metadata, "Version"),
            UpdatedAt = Date(metadata, "UpdatedAt"),
            DownloadedAt = Date(metadata, "DownloadedAt"),
            NextUpdateAt = Date(metadata, "NextUpdate"),
        };

    /// <summary>Whether the files are still those that were identified.</summary>
    public bool IsUnchangedIn(string cache)
    {
        try
        {
            return StampOf(Kind, cache) == Stamp;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static DateTimeOffset? Date(JsonElement metadata, string name) =>
        JsonText.Time(metadata, name) is { Year: > 1 } time ? time : null;

    private static string StampOf(TrivyDatabaseKind kind, string cache) =>
        string.Join(
            ' ',
            new[] { kind.DatabaseIn(cache), kind.MetadataIn(cache) }
                .Select(path => new FileInfo(path))
                .Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}"))
        );

    // Pipes and devices have none, and reading them may never end.
    private static long LengthOf(string path) =>
        (new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? new FileInfo(path)).Length;

    private static ConfigurationException Missing(string cache, string reason, Exception? inner = null) =>
        new(
            "trivy.database",
            $"Trivy has no database in '{Plain.Text(cache)}', because {reason}; download it with 'supplychain advisories update', or name another cache.",
            inner
        );
}
