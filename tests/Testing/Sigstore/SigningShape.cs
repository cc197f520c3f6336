using System.Security.Cryptography;

namespace SupplyChain.Testing.Sigstore;

/// <summary>How a <see cref="VirtualSigstore"/> signs: with a certificate and Rekor v1 unless said otherwise.</summary>
public sealed record SigningShape
{
    /// <summary>Kind and version of the log's entry; null for the one that goes with the log.</summary>
    public string? EntryKind { get; init; }

    /// <summary>Whether to log in Rekor v2, and not in v1.</summary>
    public bool LogsInV2 { get; init; }

    /// <summary>Whether a timestamp authority signs the time; with v2 it always does.</summary>
    public bool IsTimestamped { get; init; }

    /// <summary>A key to sign with and no certificate; null for a certificate.</summary>
    public ECDsa? Key { get; init; }

    /// <summary>Curve of the certificate's key: P-256 unless set, or P-384, which signs with SHA-384.</summary>
    public ECCurve Curve { get; init; } = ECCurve.NamedCurves.nistP256;

    /// <summary>Who the certificate is for.</summary>
    public VirtualIdentity Identity { get; init; } = new();

    /// <summary>Media type of the bundle; null for v0.3.</summary>
    public string? MediaType { get; init; }
}
