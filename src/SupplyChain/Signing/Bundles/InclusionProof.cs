namespace SupplyChain.Signing.Bundles;

/// <summary>Proof that an entry is in a log's Merkle tree (sigstore_rekor.proto, InclusionProof; RFC 6962, section 2.1.1).</summary>
public sealed record InclusionProof
{
    /// <summary>Index within the tree, which may be one shard of the log.</summary>
    public long LogIndex { get; init; }

    /// <summary>Root of the tree.</summary>
    public ReadOnlyMemory<byte> RootHash { get; init; }

    /// <summary>Number of entries in the tree.</summary>
    public long TreeSize { get; init; }

    /// <summary>Hashes from the leaf's sibling upwards.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Hashes { get; init; } = [];

    /// <summary>The log's signed statement of its root; null where there is none.</summary>
    public string? Checkpoint { get; init; }
}
