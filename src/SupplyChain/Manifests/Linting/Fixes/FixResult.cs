namespace SupplyChain.Manifests.Linting.Fixes;

/// <summary>What fixes do to a set of manifests. Nothing is written yet.</summary>
/// <param name="Files">The files that change or are new, in the order of the set.</param>
/// <param name="Fixed">The findings that are gone afterwards, as linting again has shown.</param>
/// <param name="Refused">Findings that have a fix which was not made, with the reason as a sentence.</param>
/// <param name="Manifests">The manifests with the fixes.</param>
/// <param name="Report">The report on them.</param>
public sealed record FixResult(
    IReadOnlyList<FixedFile> Files,
    IReadOnlyList<LintFinding> Fixed,
    IReadOnlyList<(LintFinding Finding, string Reason)> Refused,
    ManifestSet Manifests,
    LintReport Report
);
