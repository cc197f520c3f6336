namespace SupplyChain.Gate.Policies;

/// <summary>The identifiers of what the gate checks; they never change.</summary>
public static class RuleIds
{
    /// <summary>The image has a digest, and the gated manifests name it.</summary>
    public const string ImageDigest = "image.digest";

    /// <summary>The image comes from an allowed repository.</summary>
    public const string ImageRegistry = "image.registry";

    /// <summary>The policy says what the image has to prove.</summary>
    public const string NoRuleForImage = "no-rule-for-image";

    /// <summary>The image is signed by who has to sign it.</summary>
    public const string Signature = "signature";

    /// <summary>There is signed provenance of the image.</summary>
    public const string ProvenancePresent = "provenance.present";

    /// <summary>There is a signed SBOM of the image.</summary>
    public const string SbomPresent = "sbom.present";

    /// <summary>The SBOM has a format that counts.</summary>
    public const string SbomFormat = "sbom.format";

    /// <summary>There is a signed scan of the image, and no other of the same time says otherwise.</summary>
    public const string ScanPresent = "scan.present";

    /// <summary>The newest scan is young enough.</summary>
    public const string ScanAge = "scan.age";

    /// <summary>The newest scan was made with advisories that were young enough.</summary>
    public const string ScanDatabaseAge = "scan.dbAge";

    /// <summary>The newest scan covers this very image, completely.</summary>
    public const string ScanCoverage = "scan.coverage";

    /// <summary>The newest scan found nothing that counts.</summary>
    public const string ScanFindings = "scan.findings";

    /// <summary>The manifests have no lint finding that counts.</summary>
    public const string ManifestLint = "manifest.lint";

    /// <summary>There is a signed lint report of these very manifests, and it passed.</summary>
    public const string ManifestAttested = "manifest.attested";

    /// <summary>Every image that the manifests name could be recognised.</summary>
    public const string ManifestUnresolved = "manifest.unresolved";

    /// <summary>The release names at least one image.</summary>
    public const string ReleaseEmpty = "release.empty";

    /// <summary>A waiver is past its last day and was not applied.</summary>
    public const string WaiverExpired = "waiver.expired";

    /// <summary>A waiver was not needed.</summary>
    public const string WaiverUnused = "waiver.unused";

    /// <summary>The rules that a waiver can be for.</summary>
    public static IReadOnlyList<string> Waivable { get; } =
    [
        ImageRegistry,
        ManifestAttested,
        ManifestLint,
        ManifestUnresolved,
        ProvenancePresent,
        SbomFormat,
        SbomPresent,
        ScanAge,
        ScanCoverage,
        ScanDatabaseAge,
        ScanFindings,
        ScanPresent,
        Signature,
    ];
}
