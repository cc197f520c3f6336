using System.Text.Json.Serialization;

namespace SupplyChain.Scanning;

/// <summary>What the distributor says about a vulnerability in its package.</summary>
[JsonConverter(typeof(FindingStatusJsonConverter))]
public enum FindingStatus
{
    /// <summary>Nothing is said.</summary>
    Unknown = 0,

    /// <summary>Affected, and no fix is said to exist.</summary>
    Affected = 1,

    /// <summary>A fixed version exists.</summary>
    Fixed = 2,

    /// <summary>Not decided by the distributor yet.</summary>
    UnderInvestigation = 3,

    /// <summary>The distributor will not fix it.</summary>
    WillNotFix = 4,

    /// <summary>The distributor puts the fix off.</summary>
    FixDeferred = 5,

    /// <summary>The package no longer gets fixes.</summary>
    EndOfLife = 6,

    /// <summary>The distributor says that the package is not affected.</summary>
    NotAffected = 7,
}
