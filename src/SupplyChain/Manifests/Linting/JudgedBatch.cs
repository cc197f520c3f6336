namespace SupplyChain.Manifests.Linting;

/// <summary>What rules say about a batch of resources.</summary>
/// <param name="Findings">The findings, in no particular order.</param>
/// <param name="Met">Rules that met a resource they are about.</param>
/// <param name="NotEvaluated">What rules could not judge.</param>
internal sealed record JudgedBatch(
    IReadOnlyList<LintFinding> Findings,
    IReadOnlyList<Rule> Met,
    IReadOnlyList<NotEvaluated> NotEvaluated
);
