using System.Text.Json;
using SupplyChain.Attestations;

namespace SupplyChain.Signing.Bundles;

/// <summary>The JSON of <see cref="VerificationMaterial"/>, which differs by the bundle's version.</summary>
internal static class VerificationMaterialJson
{
    private const int MaximumCertificates = 16;
    private const int MaximumLogEntries = 32;
    private const int MaximumTimestamps = 32;

    public static VerificationMaterial Read(JsonMembers members, string mediaType)
    {
        var single = BundleMediaTypes.HasSingleCertificate(mediaType);
        _ = members.Only(
            "publicKey",
            single ? "certificate" : "x509CertificateChain",
            "tlogEntries",
            "timestampVerificationData"
        );
        var key = members.FindObject("publicKey")?.Only("hint");
        var certificates = single ? ReadCertificate(members) : ReadChain(members);
        if (key is null == (certificates.Count == 0))
        {
            throw new FormatException("its verificationMaterial does not have either a public key or a certificate");
        }

        return new VerificationMaterial
        {
            PublicKeyHint = key is { } hinted ? hinted.FindText("hint") ?? "" : null,
            Certificates = certificates,
            LogEntries = [.. members.Elements("tlogEntries", MaximumLogEntries).Select(LogEntryJson.Read)],
            SignedTimestamps = ReadTimestamps(members),
        };
    }

    public static void Write(Utf8JsonWriter writer, VerificationMaterial material, string mediaType)
    {
        writer.WriteStartObject();
        if (material.Certificates.Count > 0)
        {
            WriteCertificates(writer, material, mediaType);
        }
        else
        {
            writer.WriteStartObject("publicKey");
            if (!string.IsNullOrEmpty(material.PublicKeyHint))
            {
                writer.WriteString("hint", material.PublicKeyHint);
            }

            writer.WriteEndObject();
        }

        if (material.LogEntries.Count > 0)
        {
            writer.WriteStartArray("tlogEntries");
            foreach (var entry in material.LogEntries)
            {
                LogEntryJson.Write(writer, entry);
            }

            writer.WriteEndArray();
        }

        if (material.SignedTimestamps.Count > 0)
        {
            writer.WriteStartObject("timestampVerificationData");
            WriteEach(writer, "rfc3161Timestamps", "signedTimestamp", material.SignedTimestamps);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static List<ReadOnlyMemory<byte>> ReadCertificate(JsonMembers members) =>
        members.FindObject("certificate") is { } certificate ? [certificate.Only("rawBytes").Bytes("rawBytes")] : [];

    private static List<ReadOnlyMemory<byte>> ReadChain(JsonMembers members) =>
        members.FindObject("x509CertificateChain") is { } chain
            ? ReadEach(chain.Only("certificates"), "certificates", "rawBytes", MaximumCertificates)
            : [];

    private static List<ReadOnlyMemory<byte>> ReadTimestamps(JsonMembers members) =>
        members.FindObject("timestampVerificationData") is { } data
            ? ReadEach(data.Only("rfc3161Timestamps"), "rfc3161Timestamps", "signedTimestamp", MaximumTimestamps)
            : [];

    private static List<ReadOnlyMemory<byte>> ReadEach(JsonMembers members, string array, string member, int maximum) =>
        [
            .. members
                .Elements(array, maximum)
                .Select((element, position) => new JsonMembers(element, $"{members.PathOf(array)}[{position}]"))
                .Select(element => (ReadOnlyMemory<byte>)element.Only(member).WrappedBytes(member)),
        ];

    private static void WriteCertificates(Utf8JsonWriter writer, VerificationMaterial material, string mediaType)
    {
        if (BundleMediaTypes.HasSingleCertificate(mediaType))
        {
            writer.WriteStartObject("certificate");
            writer.WriteBase64String("rawBytes", material.Certificates[0].Span);
        }
        else
        {
            writer.WriteStartObject("x509CertificateChain");
            WriteEach(writer, "certificates", "rawBytes", material.Certificates);
        }

        writer.WriteEndObject();
    }

    private static void WriteEach(Utf8JsonWriter writer, string array, string member, IReadOnlyList<ReadOnlyMemory<byte>> values)
    {
        writer.WriteStartArray(array);
        foreach (var value in values)
        {
            writer.WriteStartObject();
            writer.WriteBase64String(member, value.Span);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
