namespace SupplyChain.Testing.Registry;

/// <summary>What kind of registry to be.</summary>
public sealed record TestRegistryOptions
{
    /// <summary>Whether it has the referrers API of the distribution specification 1.1; true by default.</summary>
    public bool ReferrersApi { get; init; } = true;

    /// <summary>Whom it lets in; anybody by default.</summary>
    public RegistryAuthentication Authentication { get; init; }

    /// <summary>How many reads of a tag still see what it was before the last write; 0 by default.</summary>
    public int StaleReads { get; init; }

    /// <summary>How many entries a page of tags or referrers has at most; all by default.</summary>
    public int PageSize { get; init; } = int.MaxValue;
}
