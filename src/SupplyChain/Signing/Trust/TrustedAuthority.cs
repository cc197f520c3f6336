using SupplyChain.Signing.Certificates;

namespace SupplyChain.Signing.Trust;

/// <summary>A certificate authority, or a timestamp authority, that is trusted (sigstore_trustroot.proto, CertificateAuthority).</summary>
internal sealed class TrustedAuthority(IReadOnlyList<ReadOnlyMemory<byte>> chain)
{
    private readonly Lazy<IReadOnlyList<Certificate>> parsed = new(() => [.. chain.Select(Certificate.Parse)]);

    /// <summary>What people call it, for messages.</summary>
    public required string Name { get; init; }

    /// <summary>When it is trusted.</summary>
    public required ValidityPeriod Validity { get; init; }

    /// <summary>Its certificates, the one that issues (or signs timestamps) first and the root last.</summary>
    /// <exception cref="FormatException">One cannot be read.</exception>
    public IReadOnlyList<Certificate> Chain => parsed.Value;
}
