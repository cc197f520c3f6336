using System.Security.Cryptography;
using SupplyChain.Attestations;
using SupplyChain.Signing.Keys;

namespace SupplyChain.Signing.Transparency;

/// <summary>What a log's entry must be about: the signature that is verified, with what it covers and what verifies it.</summary>
/// <param name="Content">What is signed.</param>
/// <param name="Envelope">The envelope; null where there is none.</param>
/// <param name="Signatures">The signatures.</param>
/// <param name="Verifier">The certificate or the public key, in DER.</param>
internal sealed record LoggedMaterial(
    SignedContent Content,
    Envelope? Envelope,
    IReadOnlyList<ReadOnlyMemory<byte>> Signatures,
    ReadOnlyMemory<byte> Verifier
)
{
    /// <summary>Hash of the envelope's payload; null where there is no envelope.</summary>
    public byte[]? HashPayload(HashAlgorithmName algorithm) =>
        Envelope is { } envelope ? CryptographicOperations.HashData(algorithm, envelope.Payload.Span) : null;
}
