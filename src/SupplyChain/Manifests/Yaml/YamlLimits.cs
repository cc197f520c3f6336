namespace SupplyChain.Manifests.Yaml;

/// <summary>Bounds on what one text may ask of its reader, far above any real manifest.</summary>
internal static class YamlLimits
{
    /// <summary>Characters of a text.</summary>
    public const int Characters = 256 * 1024 * 1024;

    /// <summary>Collections inside each other; Kubernetes' own schemas reach about 60.</summary>
    public const int Depth = 200;

    /// <summary>Nodes of a document, aliases counted as what they repeat.</summary>
    public const int Nodes = 5_000_000;

    /// <summary>Nodes that aliases may add to a document.</summary>
    public const int AliasedNodes = 200_000;

    /// <summary>Problems listed for one text; the rest of it is then not read.</summary>
    public const int Problems = 100;
}
