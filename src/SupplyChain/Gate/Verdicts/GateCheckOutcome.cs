namespace SupplyChain.Gate.Verdicts;

/// <summary>What came of a check.</summary>
public enum GateCheckOutcome
{
    /// <summary>It was looked at and holds.</summary>
    Pass,

    /// <summary>It was not looked at, for the reason in the message.</summary>
    Skipped,

    /// <summary>It does not hold, and a waiver answers for it.</summary>
    Waived,

    /// <summary>It could not be found out.</summary>
    Error,

    /// <summary>It does not hold.</summary>
    Fail,
}
