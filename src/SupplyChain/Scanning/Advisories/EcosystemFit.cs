namespace SupplyChain.Scanning.Advisories;

/// <summary>How far an advisory's ecosystem is the target's.</summary>
internal enum EcosystemFit
{
    /// <summary>It is another.</summary>
    None,

    /// <summary>It may be; only single versions that it lists count.</summary>
    VersionsOnly,

    /// <summary>It is the same.</summary>
    Full,
}
