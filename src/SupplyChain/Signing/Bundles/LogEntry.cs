namespace SupplyChain.Signing.Bundles;

/// <summary>An entry of a transparency log as a bundle carries it (sigstore_rekor.proto, TransparencyLogEntry).</summary>
public sealed record LogEntry
{
    /// <summary>Index within the whole log.</summary>
    public long LogIndex { get; init; }

    /// <summary>Identifies the log's key.</summary>
    public ReadOnlyMemory<byte> LogId { get; init; }

    /// <summary>Kind of the entry, such as <c>hashedrekord</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Version of the kind, such as <c>0.0.2</c>.</summary>
    public string KindVersion { get; init; } = "";

    /// <summary>When the log took the entry in, in seconds since 1970; 0 where the log does not say.</summary>
    public long IntegratedTime { get; init; }

    /// <summary>The log's signed promise to include the entry; null where there is none.</summary>
    public ReadOnlyMemory<byte>? SignedEntryTimestamp { get; init; }

    /// <summary>Proof that the entry is in the log; null where there is none.</summary>
    public InclusionProof? InclusionProof { get; init; }

    /// <summary>The entry as the log stores it.</summary>
    public ReadOnlyMemory<byte> CanonicalizedBody { get; init; }
}
