namespace SupplyChain.Signing.Signers;

/// <summary>Who is to sign, and with what.</summary>
public sealed record SignerRequest
{
    /// <summary>Who signs; <see cref="SignerKind.Native"/> unless set.</summary>
    public SignerKind Kind { get; init; }

    /// <summary>Reference of the key; null to sign keyless, by an identity, which only cosign does.</summary>
    public string? Key { get; init; }

    /// <summary>File that names the services cosign asks (a Sigstore signing configuration); with a key, none unless set.</summary>
    public string? SigningConfig { get; init; }

    /// <summary>File of the trusted root that cosign checks those services by; its own unless set.</summary>
    public string? TrustedRoot { get; init; }

    /// <summary>File of the identity token to sign keyless with; cosign looks for one itself unless set.</summary>
    public string? IdentityToken { get; init; }
}
