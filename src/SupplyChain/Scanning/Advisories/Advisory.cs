namespace SupplyChain.Scanning.Advisories;

/// <summary>An OSV record, as far as matching and reporting need it (ossf.github.io/osv-schema, version 1.7).</summary>
internal sealed record Advisory
{
    /// <summary>Its id, such as <c>GHSA-5crp-9r3c-p9vr</c>.</summary>
    public required string Id { get; init; }

    /// <summary>When it changed last.</summary>
    public required DateTimeOffset Modified { get; init; }

    /// <summary>Whether it no longer holds.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>Ids of the same vulnerability elsewhere.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Ids of the vulnerabilities that this record of a distribution is about.</summary>
    public IReadOnlyList<string> Upstream { get; init; } = [];

    /// <summary>One line about it.</summary>
    public string? Summary { get; init; }

    /// <summary>The longer text.</summary>
    public string? Details { get; init; }

    /// <summary>When it was published.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>Its ratings.</summary>
    public IReadOnlyList<CvssRating> Ratings { get; init; } = [];

    /// <summary>Its severity in words; unknown where it gives none.</summary>
    public Severity Words { get; init; }

    /// <summary>Pages about it.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>The packages it affects.</summary>
    public required IReadOnlyList<AffectedVersions> Affected { get; init; }
}
