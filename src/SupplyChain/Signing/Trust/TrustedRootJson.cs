using System.Globalization;
using SupplyChain.Attestations;
using SupplyChain.Images;

namespace SupplyChain.Signing.Trust;

/// <summary>The JSON of a <see cref="TrustedRoot"/>, in protobuf's mapping.</summary>
internal static class TrustedRootJson
{
    private const string MediaTypes = "application/vnd.dev.sigstore.trustedroot";
    private const int MaximumEntries = 64;
    private const int MaximumChain = 16;

    public static TrustedRoot Read(JsonMembers members, Digest digest)
    {
        _ = members.Only("mediaType", "tlogs", "certificateAuthorities", "ctlogs", "timestampAuthorities");
        var mediaType = members.Text("mediaType");
        if (mediaType is not (MediaTypes + "+json;version=0.1" or MediaTypes + ".v0.1+json" or MediaTypes + ".v0.2+json"))
        {
            throw new FormatException($"its mediaType {Printable.Quote(mediaType)} is not a known one");
        }

        return new TrustedRoot(
            ReadEach(members, "tlogs", ReadLog),
            ReadEach(members, "ctlogs", ReadLog),
            ReadEach(members, "certificateAuthorities", ReadAuthority),
            ReadEach(members, "timestampAuthorities", ReadAuthority),
            digest
        );
    }

    private static List<T> ReadEach<T>(JsonMembers members, string name, Func<JsonMembers, T> read) =>
        [
            .. members
                .Elements(name, MaximumEntries)
                .Select((element, position) => read(new JsonMembers(element, $"{name}[{position}]"))),
        ];

    private static TrustedLog ReadLog(JsonMembers members)
    {
        _ = members.Only("baseUrl", "hashAlgorithm", "publicKey", "logId", "checkpointKeyId", "operator");
        var hash = members.FindText("hashAlgorithm");
        if (hash is not (null or "SHA2_256"))
        {
            throw new FormatException($"{members.PathOf("hashAlgorithm")} {Printable.Quote(hash)} is not SHA2_256");
        }

        var key = members.Object("publicKey").Only("rawBytes", "keyDetails", "validFor");
        var id = members.FindObject("logId") ?? members.Object("checkpointKeyId");
        return new TrustedLog(
            id.Only("keyId").Bytes("keyId"),
            key.Bytes("rawBytes"),
            key.FindText("keyDetails")?.StartsWith("PKCS1_RSA", StringComparison.Ordinal) == true
        )
        {
            BaseUrl = members.FindText("baseUrl") ?? "",
            Validity = ReadPeriod(key),
        };
    }

    private static TrustedAuthority ReadAuthority(JsonMembers members)
    {
        _ = members.Only("subject", "uri", "certChain", "validFor", "operator");
        var chain = members.Object("certChain").Only("certificates");
        var certificates = chain.Elements("certificates", MaximumChain);
        if (certificates.Count == 0)
        {
            throw members.Missing("certChain.certificates");
        }

        return new TrustedAuthority([
            .. certificates.Select(element =>
                (ReadOnlyMemory<byte>)
                    new JsonMembers(element, members.PathOf("certChain.certificates")).Only("rawBytes").Bytes("rawBytes")
            ),
        ])
        {
            Name = members.FindText("uri") ?? members.FindObject("subject")?.FindText("commonName") ?? "without a name",
            Validity = ReadPeriod(members),
        };
    }

    // A period without a start would mean "always", which nobody who leaves it out is likely to have meant.
    private static ValidityPeriod ReadPeriod(JsonMembers members)
    {
        var period = members.Object("validFor").Only("start", "end");
        var start = ReadTime(period, "start") ?? throw period.Missing("start");
        return new ValidityPeriod(start, ReadTime(period, "end"));
    }

    private static DateTimeOffset? ReadTime(JsonMembers members, string name) =>
        members.FindText(name) is not { } text ? null
        : DateTimeOffset.TryParseExact(
            WithoutNanoseconds(text),
            "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? time
        : throw new FormatException($"{members.PathOf(name)} {Printable.Quote(text)} is not a time of RFC 3339");

    // Protobuf writes up to nine digits behind the point, and the clock here has seven.
    private static string WithoutNanoseconds(string text) =>
        text.Length == "2022-12-31T23:59:59.123456789Z".Length && text[19] == '.' ? text[..27] + text[29..] : text;
}
