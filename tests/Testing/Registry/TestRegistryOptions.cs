using System.Net;

namespace SupplyChain.Testing.Registry;

/// <summary>What kind of registry to be.</summary>
public sealed record TestRegistryOptions
{
    /// <summary>Whether it has the referrers API of the distribution specification 1.1; true by default.</summary>
    public bool ReferrersApi { get; init; } = true;

    /// <summary>Whom it lets in; anybody by default.</summary>
    public RegistryAuthentication Authentication { get; init; }

    /// <summary>For how long its tokens hold; five minutes by default.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many reads of a tag still see what it was before the last write; 0 by default.</summary>
    public int StaleReads { get; init; }

    /// <summary>How many entries a page of tags or referrers has at most; all by default.</summary>
    public int PageSize { get; init; } = int.MaxValue;

    /// <summary>Where it listens; 127.0.0.1 by default.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Whose server certificate it shows; it speaks no TLS by default.</summary>
    public TestAuthority? Authority { get; init; }

    /// <summary>Whether it talks only to those with a client certificate of <see cref="Authority"/>; false by default.</summary>
    public bool ClientCertificate { get; init; }

    /// <summary>Most bytes of a request that it takes before it answers 413; any number by default.</summary>
    public long LargestRequest { get; init; } = long.MaxValue;

    /// <summary>Least bytes that a chunk of an upload must have, except for the last; 0 by default.</summary>
    public int SmallestChunk { get; init; }
}
