using SupplyChain.Images;

namespace SupplyChain.Scanning.Trivy;

/// <summary>What a report has to be about.</summary>
internal sealed record TrivySubject
{
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
    public bool IsOf(TrivyReport report) => ImageId is { } id ? report.ImageId == id : report.ArtifactName == Path;
}
