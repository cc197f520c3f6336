using System.Security.Cryptography;
using SupplyChain.Attestations;

namespace SupplyChain.Signing.Bundles;

/// <summary>SHA-256 of what an envelope's signature covers, without a second copy of the payload.</summary>
internal static class EnvelopeHash
{
    public static byte[] Of(string payloadType, ReadOnlySpan<byte> payload)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Envelope.SignedHead(payloadType, payload.Length));
        hash.AppendData(payload);
        return hash.GetHashAndReset();
    }
}
