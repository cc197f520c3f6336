namespace SupplyChain.Manifests.Linting;

/// <summary>How a rule came out over a whole set.</summary>
public enum RuleOutcome
{
    /// <summary>It judged something, and nothing broke it.</summary>
    Pass,

    /// <summary>Something broke it.</summary>
    Fail,

    /// <summary>Something broke it, and all of that is suppressed.</summary>
    Waived,

    /// <summary>It met nothing that it is about, or could not judge what it met; that is no pass.</summary>
    Unseen,
}
