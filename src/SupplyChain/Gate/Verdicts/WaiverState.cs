namespace SupplyChain.Gate.Verdicts;

/// <summary>What a waiver did for a verdict.</summary>
public enum WaiverState
{
    /// <summary>It answers for at least one violation.</summary>
    Used,

    /// <summary>It holds, and there is nothing for it to answer for.</summary>
    Unused,

    /// <summary>Its last day is over; it answers for nothing.</summary>
    Expired,
}
