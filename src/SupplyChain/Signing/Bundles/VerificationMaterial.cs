using SupplyChain.Signing.Keys;

namespace SupplyChain.Signing.Bundles;

/// <summary>What a bundle carries for its verifier (sigstore_bundle.proto, VerificationMaterial): the hint of a key, or certificates.</summary>
public sealed record VerificationMaterial
{
    /// <summary>What the signer calls its key; null where there are certificates.</summary>
    public string? PublicKeyHint { get; init; }

    /// <summary>Certificates in DER, the signer's first; empty where there is a key.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Certificates { get; init; } = [];

    /// <summary>Entries of transparency logs.</summary>
    public IReadOnlyList<LogEntry> LogEntries { get; init; } = [];

    /// <summary>Signed timestamps in DER (RFC 3161, TimeStampResp).</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> SignedTimestamps { get; init; } = [];

    /// <summary>What the signed timestamps are about; null where it is the signature's bytes.</summary>
    internal ReadOnlyMemory<byte>? TimestampedContent { get; init; }

    /// <summary>The material of a signature by a key, without log or timestamp.</summary>
    public static VerificationMaterial Of(PublicKey key) => new() { PublicKeyHint = key.Hint };
}
