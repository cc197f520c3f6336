namespace SupplyChain.Manifests.Linting;

/// <summary>How one rule came out over a whole set.</summary>
/// <param name="Rule">Its id.</param>
/// <param name="Area">Its area.</param>
/// <param name="Outcome">How it came out.</param>
public sealed record RuleResult(string Rule, HardeningArea Area, RuleOutcome Outcome);
