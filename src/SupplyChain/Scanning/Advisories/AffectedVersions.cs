namespace SupplyChain.Scanning.Advisories;

/// <summary>One package that an advisory affects, and in which versions.</summary>
internal sealed record AffectedVersions
{
    /// <summary>The ecosystem, with a release after a colon where it has some, such as <c>Debian:12</c>.</summary>
    public required string Ecosystem { get; init; }

    /// <summary>Name of the package.</summary>
    public required string Name { get; init; }

    /// <summary>Ranges of versions; those of commits, which say nothing about a package, are left out.</summary>
    public IReadOnlyList<VersionRange> Ranges { get; init; } = [];

    /// <summary>Single versions.</summary>
    public IReadOnlyList<string> Versions { get; init; } = [];

    /// <summary>Ratings for this package; they win over those of the advisory.</summary>
    public IReadOnlyList<CvssRating> Ratings { get; init; } = [];

    /// <summary>Severity in words for this package; unknown where it gives none.</summary>
    public Severity Words { get; init; }
}
