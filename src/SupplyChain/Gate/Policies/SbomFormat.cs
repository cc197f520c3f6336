namespace SupplyChain.Gate.Policies;

/// <summary>The formats of SBOM that a policy can ask for.</summary>
public enum SbomFormat
{
    /// <summary>CycloneDX JSON, any version.</summary>
    CycloneDx,

    /// <summary>SPDX JSON, any version.</summary>
    Spdx,
}
