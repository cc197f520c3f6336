namespace SupplyChain.Manifests.Yaml;

/// <summary>Bounds on what one text may ask of its reader, far above any real manifest.</summary>
internal static class YamlLimits
{
    /// <summary>Characters of a text.</summary>
    public const int Characters = 256 * 1024 * 1024;

    /// <summary>Collections inside each other; Kubernetes' own schemas reach about 60.</summary>
    public const int Depth = 200;

    /// <summary>
    /// Documents of a text, empty ones included, and objects of its lists: an export has one in a thousand characters, and no text
    /// of a few megabytes is to keep a processor busy by having nothing but documents.
    /// </summary>
    public static int DocumentsOf(string text) => 10_000 + (text.Length / 400);

    /// <summary>Nodes of a document, and of an item of a list: far more than fits into the 3 MiB that an API server accepts.</summary>
    public const int Nodes = 300_000;

    /// <summary>Nodes that aliases may add to a document.</summary>
    public const int AliasedNodes = 200_000;

    /// <summary>Nodes of all documents of a text; real manifests have one in a dozen characters.</summary>
    public static int NodesOf(string text) => 500_000 + (text.Length / 10);

    /// <summary>Problems listed for one text; the rest of it is then not read.</summary>
    public const int Problems = 100;
}
