namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>Which packages Trivy looks at, and how it matches them.</summary>
public sealed record TrivyPackageSettings
{
    /// <summary>Kinds of package; both unless set.</summary>
    public TrivyPackageTypes Types
    {
        get => field == TrivyPackageTypes.None ? TrivyPackageTypes.All : field;
        init;
    }

    /// <summary>How packages have to be related to the project; every way unless set.</summary>
    public TrivyPackageRelationships Relationships { get; init; }

    /// <summary>What Trivy would rather avoid; false alarms unless set.</summary>
    public TrivyDetectionPriority DetectionPriority { get; init; }

    /// <summary>The distribution whose advisories count; the one that the target names unless set. From Trivy 0.59.</summary>
    public Distribution? Distribution { get; init; }

    /// <summary>
    /// Whose severity counts, first to last, in Trivy's names such as <c>nvd</c>, <c>ghsa</c> or <c>debian</c>; <c>auto</c> stands for its own
    /// choice, which it is unless set. From Trivy 0.60.
    /// </summary>
    public IReadOnlyList<string> SeveritySources
    {
        get => field ?? [];
        init;
    }

    /// <summary>Whether packages for development count; in projects and repositories alone. False unless set.</summary>
    public bool IncludeDevelopment { get; init; }

    /// <summary>Where a finished SBOM of an image is looked for, which Trivy then trusts; nowhere unless set.</summary>
    public TrivySbomSources SbomSources { get; init; }

    /// <summary>The transparency log to look in; the public one unless set.</summary>
    public Uri? RekorUrl { get; init; }

    /// <summary>The flags that they stand for.</summary>
    internal IEnumerable<TrivyOption> Options() =>
        [
            .. TrivyOption.List(TrivyFlags.PackageRelationships, TrivyWords.Of(Relationships)),
            .. TrivyOption.When(
                DetectionPriority == TrivyDetectionPriority.Comprehensive,
                TrivyFlags.DetectionPriority,
                "comprehensive"
            ),
            .. TrivyOption.Text(
                TrivyFlags.Distribution,
                Distribution is null ? null : $"{Distribution.Id}/{Distribution.Version}"
            ),
            .. TrivyOption.List(TrivyFlags.SeveritySources, SeveritySources),
            .. TrivyOption.When(IncludeDevelopment, TrivyFlags.IncludeDevelopment),
            .. TrivyOption.List(TrivyFlags.SbomSources, TrivyWords.Of(SbomSources)),
            .. TrivyOption.Text(TrivyFlags.RekorUrl, RekorUrl?.AbsoluteUri),
        ];

    /// <summary>What of them cannot be used.</summary>
    internal IEnumerable<string> Problems()
    {
        if (Distribution is { } system && !(IsName(system.Id) && IsName(system.Version)))
        {
            yield return "Packages.Distribution has to have an id and a version, such as alpine and 3.20";
        }

        if (!SeveritySources.All(IsName))
        {
            yield return "Packages.SeveritySources has to hold names such as nvd or ghsa";
        }

        if (RekorUrl is not null && !SbomSources.HasFlag(TrivySbomSources.Rekor))
        {
            yield return "Packages.RekorUrl is set, and Packages.SbomSources does not name the log";
        }

        if (RekorUrl is not null && !TrivyAddress.IsUsable(RekorUrl))
        {
            yield return "Packages.RekorUrl has to be an address of http or https without user and password";
        }
    }

    private static bool IsName(string text) =>
        text.Length > 0 && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_');
}
