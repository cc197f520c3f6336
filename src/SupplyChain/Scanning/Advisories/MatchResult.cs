namespace SupplyChain.Scanning.Advisories;

/// <summary>What matching gave.</summary>
/// <param name="Findings">Vulnerabilities that apply.</param>
/// <param name="Undecided">Vulnerabilities that may apply.</param>
/// <param name="Excluded">Vulnerabilities of packages that the distribution answers for.</param>
/// <param name="Limitations">Packages that no advisory is about, and each undecided vulnerability.</param>
internal sealed record MatchResult(
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<Finding> Undecided,
    IReadOnlyList<ExcludedFinding> Excluded,
    IReadOnlyList<Limitation> Limitations
);
