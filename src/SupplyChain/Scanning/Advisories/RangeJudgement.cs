namespace SupplyChain.Scanning.Advisories;

/// <summary>What an advisory says about one version.</summary>
internal enum RangeJudgement
{
    /// <summary>Not affected.</summary>
    NotAffected,

    /// <summary>It cannot be said, since versions cannot be compared.</summary>
    Undecided,

    /// <summary>Affected.</summary>
    Affected,
}
