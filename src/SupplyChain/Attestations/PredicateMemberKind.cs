namespace SupplyChain.Attestations;

/// <summary>What a member of a predicate has to be.</summary>
internal enum PredicateMemberKind
{
    Text,
    Map,
    List,
    Flag,

    /// <summary>A time of RFC 3339 with its offset.</summary>
    Time,
}
