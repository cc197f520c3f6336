using System.Security.Cryptography;
using System.Text;
using SupplyChain.Attestations;
using SupplyChain.Images;

namespace SupplyChain.Signing.Bundles;

/// <summary>What cosign's older forms carry to verify a signature, in annotations or in a file (cosign, specs/SIGNATURE_SPEC.md).</summary>
internal static class LegacyMaterial
{
    private const string Prefix = "dev.sigstore.cosign/";
    private const int MaximumPem = 256 * 1024;
    private const int MaximumCertificates = 16;

    /// <summary>Reads the annotations of a layer that holds a signature.</summary>
    /// <exception cref="UndeterminedException">One cannot be read.</exception>
    public static VerificationMaterial Read(Descriptor layer)
    {
        try
        {
            string Text(string name) => layer.Annotations?.GetValueOrDefault(Prefix + name) ?? "";
            return new VerificationMaterial
            {
                Certificates = [.. ReadCertificates(Text("certificate")), .. ReadCertificates(Text("chain")).Where(IsNoRoot)],
                LogEntries = Text("bundle") is { Length: > 0 } entry ? [ReadEntry(entry)] : [],
                SignedTimestamps = Text("rfc3161timestamp") is { Length: > 0 } timestamp ? [ReadTimestamp(timestamp)] : [],
            };
        }
        catch (FormatException error)
        {
            throw new UndeterminedException(
                "signing.legacy",
                $"What came with the signature cannot be used: {error.Message}; sign the image again.",
                error
            );
        }
    }

    /// <summary>Reads an entry in the form of Rekor's answer, with the log's promise.</summary>
    public static LogEntry ReadEntry(JsonMembers entry)
    {
        var payload = entry.Only("SignedEntryTimestamp", "Payload").Object("Payload");
        _ = payload.Only("body", "integratedTime", "logIndex", "logID");
        var body = payload.Bytes("body");
        using var document = StrictJson.Parse(body, body.Length);
        var kind = new JsonMembers(document.RootElement, "Payload.body");
        return new LogEntry
        {
            LogIndex = payload.Count("logIndex"),
            LogId = ReadHex(payload.Text("logID")),
            Kind = kind.Text("kind"),
            KindVersion = kind.Text("apiVersion"),
            IntegratedTime = payload.Count("integratedTime"),
            SignedEntryTimestamp = entry.Bytes("SignedEntryTimestamp"),
            CanonicalizedBody = body,
        };
    }

    /// <summary>The certificates of a text in PEM; empty where the text is.</summary>
    public static List<ReadOnlyMemory<byte>> ReadCertificates(string pem)
    {
        var certificates = new List<ReadOnlyMemory<byte>>();
        var rest = pem.Length <= MaximumPem ? pem.AsSpan() : throw new FormatException("its certificates are too long");
        while (!rest.Trim().IsEmpty)
        {
            if (
                !PemEncoding.TryFind(rest, out var fields)
                || rest[fields.Label] is not "CERTIFICATE"
                || !rest[..fields.Location.Start].Trim().IsEmpty
                || certificates.Count >= MaximumCertificates
            )
            {
                throw new FormatException("its certificates are not in PEM, or too many");
            }

            certificates.Add(Convert.FromBase64String(rest[fields.Base64Data].ToString()));
            rest = rest[fields.Location.End..];
        }

        return certificates;
    }

    private static LogEntry ReadEntry(string json)
    {
        using var document = StrictJson.Parse(Encoding.UTF8.GetBytes(json), Envelope.MaximumSize);
        return ReadEntry(new JsonMembers(document.RootElement));
    }

    private static byte[] ReadTimestamp(string json)
    {
        using var document = StrictJson.Parse(Encoding.UTF8.GetBytes(json), MaximumPem);
        return new JsonMembers(document.RootElement).Only("SignedRFC3161Timestamp").Bytes("SignedRFC3161Timestamp");
    }

    private static byte[] ReadHex(string text)
    {
        try
        {
            var bytes = Convert.FromHexString(text);
            return Convert.ToHexStringLower(bytes) == text ? bytes : throw new FormatException("it has capital letters");
        }
        catch (FormatException error)
        {
            throw new FormatException("Payload.logID is not hexadecimal", error);
        }
    }

    // cosign puts the root behind the intermediate certificates; what is trusted comes from the trusted root alone.
    private static bool IsNoRoot(ReadOnlyMemory<byte> der) => !Certificates.Certificate.Parse(der).IsSelfIssued;
}
