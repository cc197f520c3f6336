using SupplyChain.Images;

namespace SupplyChain.Reports.Trees;

/// <summary>An image or something kept beside it, with what is kept beside that. All of it is claimed; nothing has been verified.</summary>
/// <param name="Digest">Digest of its manifest.</param>
/// <param name="Kind">What it is.</param>
public sealed record TreeNode(Digest Digest, TreeKind Kind)
{
    /// <summary>What it runs on, of an index's image; null for others.</summary>
    public Platform? Platform { get; init; }

    /// <summary>What its manifest says it is; null where that says nothing.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>Predicate type of the statement in it; null where it holds none.</summary>
    public string? PredicateType { get; init; }

    /// <summary>What it says of its signer: the hint of a key, or who a certificate names; null where it says nothing.</summary>
    public string? Signer { get; init; }

    /// <summary>Size of what it holds in bytes, of its layers together.</summary>
    public long Size { get; init; }

    /// <summary>When its manifest says it was made, as it is written there; null where it says nothing.</summary>
    public string? Created { get; init; }

    /// <summary>The places that list it; none for an image and the images of an index.</summary>
    public ReferrerPlaces Places { get; init; }

    /// <summary>Why it cannot be read, in one sentence; null where it can.</summary>
    public string? Problem { get; init; }

    /// <summary>The images of an index, in its own order.</summary>
    public IReadOnlyList<TreeNode> Images { get; init; } = [];

    /// <summary>What is kept beside it, in the order of digests.</summary>
    public IReadOnlyList<TreeNode> Referrers { get; init; } = [];
}
