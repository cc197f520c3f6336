using SupplyChain.Images.Registries.Http;
using SupplyChain.Signing.Verification;

namespace SupplyChain.Signing.Signers;

/// <summary>What cosign is to verify by.</summary>
public sealed record CosignVerifierRequest
{
    /// <summary>Whose signatures count, and what must come with them.</summary>
    public required VerificationPolicy Policy { get; init; }

    /// <summary>File of the trusted root in <see cref="Policy"/>; null where that has none.</summary>
    public string? TrustedRootFile { get; init; }

    /// <summary>Whether registries beyond this machine may be asked without TLS.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>What TLS connections to registries need beyond what the system trusts; nothing unless given.</summary>
    public RegistryTls Tls { get; init; } = new();
}
