namespace SupplyChain.Reports.Trees;

/// <summary>What a <see cref="TreeNode"/> is.</summary>
public enum TreeKind
{
    /// <summary>An image for one platform.</summary>
    Image,

    /// <summary>An image for several platforms.</summary>
    Index,

    /// <summary>A signature of an image.</summary>
    Signature,

    /// <summary>A signed statement of another type.</summary>
    Attestation,

    /// <summary>An SBOM that nobody signed.</summary>
    Sbom,

    /// <summary>Any other artifact.</summary>
    Artifact,
}
