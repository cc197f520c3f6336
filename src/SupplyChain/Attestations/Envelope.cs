using System.Globalization;
using System.Text;
using SupplyChain.Images;

namespace SupplyChain.Attestations;

/// <summary>A payload with its type and the signatures over both (DSSE v1, envelope.md and protocol.md).</summary>
/// <param name="PayloadType">What the payload is; <see cref="InToto"/> for a statement.</param>
/// <param name="Payload">The bytes that were signed.</param>
/// <param name="Signatures">At least one signature.</param>
public sealed record Envelope(string PayloadType, ReadOnlyMemory<byte> Payload, IReadOnlyList<EnvelopeSignature> Signatures)
{
    /// <summary>Payload type of an in-toto statement.</summary>
    public const string InToto = "application/vnd.in-toto+json";

    /// <summary>Largest envelope that is read, in bytes.</summary>
    public const int MaximumSize = Statement.MaximumSize / 3 * 4 + (1024 * 1024);

    /// <summary>Reads an envelope.</summary>
    /// <exception cref="UndeterminedException">The bytes are not an envelope.</exception>
    public static Envelope Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = StrictJson.Parse(json, MaximumSize);
            return EnvelopeJson.Read(new JsonMembers(document.RootElement));
        }
        catch (FormatException error)
        {
            throw new UndeterminedException(
                "attestation.envelope",
                $"The envelope cannot be used: {error.Message}; have its signer make it again as a DSSE envelope.",
                error
            );
        }
    }

    /// <summary>The envelope in JSON; equal envelopes give equal bytes.</summary>
    public byte[] ToBytes() => EnvelopeJson.Write(this);

    /// <summary>What a signature covers: the pre-authentication encoding of this envelope (DSSE, protocol.md).</summary>
    public byte[] ToSignedBytes() => ToSignedBytes(PayloadType, Payload.Span);

    /// <summary>What a signature over this payload of this type covers (DSSE, protocol.md, "PAE").</summary>
    public static byte[] ToSignedBytes(string payloadType, ReadOnlySpan<byte> payload) =>
        [.. SignedHead(payloadType, payload.Length), .. payload];

    /// <summary>What stands before the payload in <see cref="ToSignedBytes()"/>.</summary>
    internal static byte[] SignedHead(string payloadType, int payloadLength) =>
        Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $"DSSEv1 {Encoding.UTF8.GetByteCount(payloadType)} {payloadType} {payloadLength} "
            )
        );

    /// <summary>Reads the payload as a statement.</summary>
    /// <exception cref="UndeterminedException">The payload type is another, or the payload is not a statement.</exception>
    public Statement ReadStatement() =>
        PayloadType == InToto
            ? Statement.Parse(Payload)
            : throw new UndeterminedException(
                "attestation.payload-type",
                $"The envelope holds {Printable.Quote(PayloadType)} and no statement; give one of type {InToto}."
            );
}
