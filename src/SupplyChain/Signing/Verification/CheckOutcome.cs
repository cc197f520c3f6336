namespace SupplyChain.Signing.Verification;

/// <summary>What came of a check. Only <see cref="Passed"/> means that something was verified.</summary>
public enum CheckOutcome
{
    /// <summary>It was looked at and does not hold.</summary>
    Failed,

    /// <summary>It was looked at and holds.</summary>
    Passed,

    /// <summary>It was not looked at, for the reason in the message.</summary>
    Skipped,

    /// <summary>There is nothing of the kind to look at.</summary>
    NotApplicable,
}
