using System.Security.Cryptography;
using System.Text;
using SupplyChain.Attestations;

namespace SupplyChain.Signing.Transparency;

/// <summary>The forms that Rekor stores entries in, one for each kind and version (sigstore/rekor and sigstore/rekor-tiles).</summary>
internal static class LogEntryForms
{
    /// <summary>The kind of entries over a file's hash in Rekor v1.</summary>
    public const string HashedV1 = "hashedrekord/0.0.1";

    private const int MaximumSignatures = 64;

    public static LogEntryBody ReadHashed(string kind, JsonMembers spec)
    {
        var hash = spec.Only("data", "signature").Object("data").Only("hash").Object("hash").Only("algorithm", "value");
        var signature = spec.Object("signature").Only("content", "publicKey");
        var key = signature.Object("publicKey").Only("content");
        return new LogEntryBody
        {
            Kind = kind,
            HashAlgorithm = hash.Text("algorithm"),
            Hash = ReadHex(hash),
            Signatures = [new LoggedSignature(signature.Bytes("content"), OpenPem(key.Bytes("content")))],
        };
    }

    public static LogEntryBody ReadHashedV2(string kind, JsonMembers spec)
    {
        var record = spec.Only("hashedRekordV002").Object("hashedRekordV002").Only("data", "signature");
        var data = record.Object("data").Only("algorithm", "digest");
        return new LogEntryBody
        {
            Kind = kind,
            HashAlgorithm = data.Text("algorithm"),
            Hash = data.Bytes("digest"),
            Signatures = [ReadSignatureV2(record.Object("signature"))],
        };
    }

    public static LogEntryBody ReadEnvelope(string kind, JsonMembers spec)
    {
        _ = spec.Only("envelopeHash", "payloadHash", "signatures");
        var hash = spec.Object("payloadHash").Only("algorithm", "value");
        var signatures = ReadEach(
            spec,
            signature => new LoggedSignature(
                signature.Only("signature", "verifier").Bytes("signature"),
                OpenPem(signature.Bytes("verifier"))
            )
        );
        return OfPayload(kind, hash, ReadHex(hash), signatures);
    }

    public static LogEntryBody ReadEnvelopeV2(string kind, JsonMembers spec)
    {
        var envelope = spec.Only("dsseV002").Object("dsseV002").Only("payloadHash", "signatures");
        var hash = envelope.Object("payloadHash").Only("algorithm", "digest");
        return OfPayload(kind, hash, hash.Bytes("digest"), ReadEach(envelope, ReadSignatureV2));
    }

    public static LogEntryBody ReadInToto(string kind, JsonMembers spec)
    {
        var content = spec.Only("content").Object("content").Only("envelope", "hash", "payloadHash");
        var hash = content.Object("payloadHash").Only("algorithm", "value");
        var envelope = content.Object("envelope").Only("payload", "payloadType", "signatures");
        if (envelope.Text("payloadType") != Envelope.InToto)
        {
            throw new FormatException("a log entry is of an envelope that holds no statement");
        }

        var signatures = ReadEach(
            envelope,
            signature => new LoggedSignature(
                ReadTwice(signature.Only("keyid", "publicKey", "sig").Bytes("sig")),
                OpenPem(signature.Bytes("publicKey"))
            )
        );
        return OfPayload(kind, hash, ReadHex(hash), signatures);
    }

    private static LogEntryBody OfPayload(string kind, JsonMembers digest, byte[] hash, LoggedSignature[] signatures) =>
        new()
        {
            Kind = kind,
            IsOfPayload = true,
            HashAlgorithm = digest.Text("algorithm"),
            Hash = hash,
            Signatures = signatures,
        };

    private static LoggedSignature[] ReadEach(JsonMembers members, Func<JsonMembers, LoggedSignature> read) =>
        [
            .. members
                .Elements("signatures", MaximumSignatures)
                .Select((element, position) => read(new JsonMembers(element, $"{members.PathOf("signatures")}[{position}]"))),
        ];

    private static LoggedSignature ReadSignatureV2(JsonMembers signature)
    {
        var verifier = signature
            .Only("content", "verifier")
            .Object("verifier")
            .Only("keyDetails", "x509Certificate", "publicKey");
        var holder =
            verifier.FindObject("x509Certificate")
            ?? verifier.FindObject("publicKey")
            ?? throw verifier.Missing("x509Certificate");
        return new LoggedSignature(signature.Bytes("content"), holder.Only("rawBytes").Bytes("rawBytes"));
    }

    private static byte[] ReadHex(JsonMembers hash)
    {
        try
        {
            return Convert.FromHexString(hash.Text("value"));
        }
        catch (FormatException error)
        {
            throw new FormatException($"{hash.PathOf("value")} is not hexadecimal", error);
        }
    }

    // This kind stores a signature in base64 of base64.
    private static byte[] ReadTwice(byte[] base64)
    {
        try
        {
            return Convert.FromBase64String(Encoding.ASCII.GetString(base64));
        }
        catch (FormatException error)
        {
            throw new FormatException("a log entry's signature is not base64 of base64", error);
        }
    }

    private static byte[] OpenPem(byte[] text)
    {
        var pem = Encoding.ASCII.GetString(text);
        try
        {
            var fields = PemEncoding.Find(pem);
            return pem.AsSpan()[fields.Label] is "CERTIFICATE" or "PUBLIC KEY"
                ? Convert.FromBase64String(pem[fields.Base64Data])
                : throw new FormatException("a log entry holds neither a certificate nor a public key");
        }
        catch (ArgumentException error)
        {
            throw new FormatException("a log entry's certificate or key is no PEM", error);
        }
    }
}
