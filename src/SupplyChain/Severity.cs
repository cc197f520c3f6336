namespace SupplyChain;

/// <summary>How bad a finding is. The order is the order of comparison; <see cref="Unknown"/> is below all, so judge it by name.</summary>
public enum Severity
{
    /// <summary>The source gives no severity. Never the same as harmless.</summary>
    Unknown = 0,

    /// <summary>No security effect expected.</summary>
    Negligible = 1,

    /// <summary>Low.</summary>
    Low = 2,

    /// <summary>Medium, also called moderate.</summary>
    Medium = 3,

    /// <summary>High, also called important.</summary>
    High = 4,

    /// <summary>Critical.</summary>
    Critical = 5,
}
