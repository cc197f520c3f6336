using System.Text;
using SupplyChain.Images;

namespace SupplyChain.Scanning.Trivy;

/// <summary>What a report has to be about.</summary>
internal sealed record TrivySubject
{
    private const int LongestHostName = 1024;

    /// <summary>An image, told by the digest of its configuration.</summary>
    public TrivySubject(ScannedTarget scanned, Digest imageId) => (Scanned, ImageId) = (scanned, imageId);

    /// <summary>A directory or file, told by its path.</summary>
    public TrivySubject(ScannedTarget scanned, string path) => (Scanned, Path) = (scanned, path);

    /// <summary>The target in our own report.</summary>
    public ScannedTarget Scanned { get; }

    /// <summary>Digest of the configuration of an image.</summary>
    public Digest? ImageId { get; }

    /// <summary>Path of a directory or file.</summary>
    public string? Path { get; }

    /// <summary>Whether the report is about it.</summary>
    public bool IsOf(TrivyReport report) =>
        ImageId is { } id
            ? report.ImageId == id
            : report.ArtifactName == Plain.Text(Path!) || (report.ArtifactName.Length > 0 && report.ArtifactName == HostName());

    // Trivy calls a root file system by its host, where it says one (pkg/fanal/artifact/local/fs.go).
    private string? HostName()
    {
        var file = new FileInfo(System.IO.Path.Combine(Path!, "etc", "hostname"));
        try
        {
            return file is { Exists: true, Length: > 0 and <= LongestHostName }
                ? Plain.Text(File.ReadAllText(file.FullName, Encoding.UTF8).Trim())
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
