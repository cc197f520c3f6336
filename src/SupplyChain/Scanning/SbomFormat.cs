namespace SupplyChain.Scanning;

/// <summary>The formats of SBOM that are written and asked for.</summary>
public enum SbomFormat
{
    /// <summary>CycloneDX in JSON (ECMA-424); 1.6 is written.</summary>
    CycloneDx,

    /// <summary>SPDX in JSON; 2.3 is written.</summary>
    Spdx,
}
