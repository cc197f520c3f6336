namespace SupplyChain.Manifests.Linting.Suppressions;

/// <summary>Which suppressions count, beside those written in the manifests.</summary>
/// <param name="Today">The day to judge their ends by, in UTC.</param>
/// <param name="Configuration">The lint configuration.</param>
/// <param name="Baseline">What was known before; null for nothing.</param>
public sealed record SuppressionOptions(DateOnly Today, LintConfiguration Configuration, Baseline? Baseline);
