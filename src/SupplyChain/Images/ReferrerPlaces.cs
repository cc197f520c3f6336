namespace SupplyChain.Images;

/// <summary>The places that list something attached to an image. Clients differ in which of them they look at.</summary>
[Flags]
public enum ReferrerPlaces
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The registry's referrers API (OCI distribution specification 1.1, "Listing Referrers").</summary>
    ReferrersApi = 1,

    /// <summary>The index under the fallback tag <c>sha256-&lt;hex&gt;</c> ("Referrers Tag Schema").</summary>
    FallbackTag = 2,

    /// <summary>The <c>index.json</c> of an OCI layout.</summary>
    LayoutIndex = 4,

    /// <summary>cosign's older tag <c>sha256-&lt;hex&gt;.sig</c>.</summary>
    SignatureTag = 8,

    /// <summary>cosign's older tag <c>sha256-&lt;hex&gt;.att</c>.</summary>
    AttestationTag = 16,

    /// <summary>cosign's older tag <c>sha256-&lt;hex&gt;.sbom</c>.</summary>
    SbomTag = 32,

    /// <summary>All of them.</summary>
    All = ReferrersApi | FallbackTag | LayoutIndex | SignatureTag | AttestationTag | SbomTag,
}
