namespace SupplyChain.Gate.Verdicts;

/// <summary>What the gate says of a release or a part of it. The order is from the best to the worst.</summary>
public enum VerdictOutcome
{
    /// <summary>Everything demanded holds, or is waived.</summary>
    Pass,

    /// <summary>No answer could be found; nothing is known to be wrong. Worth a retry.</summary>
    Error,

    /// <summary>The evidence says no.</summary>
    Deny,
}
