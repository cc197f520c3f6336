using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SupplyChain.Attestations;

/// <summary>The JSON of an envelope, the same in a file of its own and inside a bundle.</summary>
internal static class EnvelopeJson
{
    private const int MaximumSignatures = 64;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Envelope Read(JsonMembers members)
    {
        _ = members.Only("payload", "payloadType", "signatures");
        var signatures = members
            .Elements("signatures", MaximumSignatures)
            .Select(
                (element, position) =>
                    new JsonMembers(element, $"{members.PathOf("signatures")}[{position}]").Only("sig", "keyid")
            )
            .Select(signature => new EnvelopeSignature(signature.Bytes("sig"), NullIfEmpty(signature.FindText("keyid"))))
            .ToArray();
        return signatures.Length > 0
            ? new Envelope(members.Text("payloadType"), members.Bytes("payload"), signatures)
            : throw members.Missing("signatures");
    }

    public static byte[] Write(Envelope envelope)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            Write(writer, envelope);
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static void Write(Utf8JsonWriter writer, Envelope envelope)
    {
        writer.WriteStartObject();
        writer.WriteBase64String("payload", envelope.Payload.Span);
        writer.WriteString("payloadType", envelope.PayloadType);
        writer.WriteStartArray("signatures");
        foreach (var signature in envelope.Signatures)
        {
            writer.WriteStartObject();
            writer.WriteBase64String("sig", signature.Bytes.Span);
            if (signature.KeyId is not null)
            {
                writer.WriteString("keyid", signature.KeyId);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
