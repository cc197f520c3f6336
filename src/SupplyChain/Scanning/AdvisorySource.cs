using System.Text.Json.Serialization;
using SupplyChain.Images;
using SupplyChain.Scanning.Advisories;

namespace SupplyChain.Scanning;

/// <summary>The advisories that a scan matched with.</summary>
/// <param name="Name">A folder, an archive, or a database such as <c>trivy-db</c>.</param>
public sealed record AdvisorySource([property: JsonPropertyName("name")] string Name)
{
    /// <summary>Digest of the content; null where the scanner does not tell.</summary>
    [JsonPropertyName("digest")]
    public Digest? Digest { get; init; }

    /// <summary>Version of its form; null where the scanner does not tell.</summary>
    [JsonPropertyName("version")]
    public string? Version { get; init; }

    /// <summary>When the newest advisory changed, or the database was built; null where it does not tell.</summary>
    [JsonPropertyName("updatedAt")]
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When it was downloaded; null where the scanner does not tell.</summary>
    [JsonPropertyName("downloadedAt")]
    public DateTimeOffset? DownloadedAt { get; init; }

    /// <summary>When a newer one was to be expected; null where the scanner does not tell.</summary>
    [JsonPropertyName("nextUpdateAt")]
    public DateTimeOffset? NextUpdateAt { get; init; }

    /// <summary>Number of advisories, withdrawn ones included; null where the scanner does not tell.</summary>
    [JsonPropertyName("records")]
    public int? Records { get; init; }

    /// <summary>Reads a directory or an archive of OSV records, to see what it holds.</summary>
    /// <param name="path">The directory or zip archive.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ConfigurationException">A file is not an advisory, or there are none.</exception>
    public static AdvisorySource Read(string path, CancellationToken cancellationToken) =>
        AdvisoryIndex.Load(path, new HashSet<(string, string)>(), cancellationToken).Source;
}
