using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using SupplyChain.Attestations;
using SupplyChain.Images;

namespace SupplyChain.Signing.Bundles;

/// <summary>The JSON of a bundle: protobuf's mapping, in which bytes are base64, 64-bit numbers strings, and zero values left out.</summary>
internal static class BundleJson
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Bundle Read(ReadOnlyMemory<byte> json)
    {
        using var document = StrictJson.Parse(json, Bundle.MaximumSize);
        var members = new JsonMembers(document.RootElement);
        if (LegacyBlobBundle.Is(members))
        {
            return LegacyBlobBundle.Read(members);
        }

        _ = members.Only("mediaType", "verificationMaterial", "messageSignature", "dsseEnvelope");
        var mediaType = members.Text("mediaType");
        if (!BundleMediaTypes.IsKnown(mediaType))
        {
            throw new FormatException($"its mediaType {Printable.Quote(mediaType)} is not one of v0.1 to v0.3");
        }

        var material = VerificationMaterialJson.Read(members.Object("verificationMaterial"), mediaType);
        return (members.FindObject("dsseEnvelope"), members.FindObject("messageSignature")) switch
        {
            ({ } envelope, null) => new Bundle(material, ReadEnvelope(envelope)) { MediaType = mediaType },
            (null, { } message) => new Bundle(material, ReadMessageSignature(message)) { MediaType = mediaType },
            (null, null) => throw new FormatException("it has neither dsseEnvelope nor messageSignature"),
            _ => throw new FormatException("it has both dsseEnvelope and messageSignature"),
        };
    }

    public static byte[] Write(Bundle bundle)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            writer.WriteStartObject();
            writer.WriteString("mediaType", bundle.MediaType);
            writer.WritePropertyName("verificationMaterial");
            VerificationMaterialJson.Write(writer, bundle.Material, bundle.MediaType);
            if (bundle.MessageSignature is { } message)
            {
                WriteMessageSignature(writer, message);
            }
            else if (bundle.Envelope is { } envelope)
            {
                writer.WritePropertyName("dsseEnvelope");
                EnvelopeJson.Write(writer, envelope);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static Envelope ReadEnvelope(JsonMembers members)
    {
        var envelope = EnvelopeJson.Read(members);
        return envelope.Signatures.Count == 1
            ? envelope
            : throw new FormatException($"its envelope has {envelope.Signatures.Count} signatures and a bundle's has one");
    }

    private static MessageSignature ReadMessageSignature(JsonMembers members)
    {
        _ = members.Only("messageDigest", "signature");
        var digest = members.FindObject("messageDigest")?.Only("algorithm", "digest");
        return new MessageSignature(digest?.FindText("algorithm"), digest?.FindBytes("digest") ?? [], members.Bytes("signature"));
    }

    private static void WriteMessageSignature(Utf8JsonWriter writer, MessageSignature message)
    {
        writer.WriteStartObject("messageSignature");
        writer.WriteStartObject("messageDigest");
        if (message.DigestAlgorithm is not null)
        {
            writer.WriteString("algorithm", message.DigestAlgorithm);
        }

        if (!message.Digest.IsEmpty)
        {
            writer.WriteBase64String("digest", message.Digest.Span);
        }

        writer.WriteEndObject();
        writer.WriteBase64String("signature", message.Signature.Span);
        writer.WriteEndObject();
    }
}
