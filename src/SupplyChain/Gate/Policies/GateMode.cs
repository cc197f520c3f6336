namespace SupplyChain.Gate.Policies;

/// <summary>What a verdict does to the release in an environment. It is recorded and published in every mode.</summary>
public enum GateMode
{
    /// <summary>A denial is recorded and nothing stops.</summary>
    Audit,

    /// <summary>A denial is recorded and shown as a warning, and nothing stops.</summary>
    Warn,

    /// <summary>A denial stops the release.</summary>
    Enforce,
}
