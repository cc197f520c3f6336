namespace SupplyChain.Scanning.Advisories;

/// <summary>What can happen in a version, in the order that counts where two things happen in the same one.</summary>
internal enum RangeEventKind
{
    /// <summary>It is affected from this version.</summary>
    Introduced,

    /// <summary>It is affected up to this version.</summary>
    LastAffected,

    /// <summary>It is no longer affected from this version.</summary>
    Fixed,

    /// <summary>Nothing is said about this version and what follows.</summary>
    Limit,
}
