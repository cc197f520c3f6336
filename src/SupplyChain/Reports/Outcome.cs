namespace SupplyChain.Reports;

/// <summary>How one check or finding of a report ended, from best to worst.</summary>
public enum Outcome
{
    /// <summary>The check ran and holds.</summary>
    Pass = 0,

    /// <summary>The check did not run; the message says why.</summary>
    Skipped = 1,

    /// <summary>Found, but below the threshold at which it counts.</summary>
    Note = 2,

    /// <summary>Found, and set aside by a waiver or exclusion with a reason.</summary>
    Waived = 3,

    /// <summary>The evidence says no.</summary>
    Fail = 4,

    /// <summary>The check could not be decided: never a pass.</summary>
    Error = 5,
}
