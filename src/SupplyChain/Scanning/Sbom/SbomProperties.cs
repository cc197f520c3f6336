namespace SupplyChain.Scanning.Sbom;

/// <summary>Names of the properties in which a CycloneDX document keeps what the format has no member for.</summary>
internal static class SbomProperties
{
    /// <summary>Processor a package is built for.</summary>
    public const string Architecture = "supplychain:architecture";

    /// <summary>Digest of the layer that brought a package.</summary>
    public const string Layer = "supplychain:layer";

    /// <summary>Something that was not read.</summary>
    public const string Limitation = "supplychain:limitation";

    /// <summary>Platform of an image.</summary>
    public const string Platform = "supplychain:platform";

    /// <summary>Name of a source package.</summary>
    public const string SourceName = "supplychain:source:name";

    /// <summary>Version of a source package.</summary>
    public const string SourceVersion = "supplychain:source:version";
}
