using System.Formats.Asn1;

namespace SupplyChain.Signing.Keys;

/// <summary>The ASN.1 around keys: which algorithm, and what stands inside (RFC 5280, RFC 5958, RFC 4055, RFC 8410).</summary>
internal static class KeyDer
{
    public const string EcOid = "1.2.840.10045.2.1";
    public const string RsaOid = "1.2.840.113549.1.1.1";
    public const string RsaPssOid = "1.2.840.113549.1.1.10";
    public const string Ed25519Oid = "1.3.101.112";

    private const string Sha256Oid = "2.16.840.1.101.3.4.2.1";
    private const string Mgf1Oid = "1.2.840.113549.1.1.8";

    /// <summary>Opens a SubjectPublicKeyInfo.</summary>
    /// <exception cref="AsnContentException">It is none.</exception>
    public static (string Oid, byte[] Key) OpenPublic(byte[] der)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER);
        var body = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var oid = ReadAlgorithm(body);
        var key = body.ReadBitString(out var unused);
        body.ThrowIfNotEmpty();
        return unused == 0 ? (oid, key) : throw new AsnContentException("The key is no whole number of bytes.");
    }

    /// <summary>Opens a PKCS#8 private key.</summary>
    /// <exception cref="AsnContentException">It is none.</exception>
    public static (string Oid, byte[] Key) OpenPrivate(byte[] der)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER);
        var body = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        if (!body.TryReadInt32(out var version) || version is not (0 or 1))
        {
            throw new AsnContentException("The key is of an unknown version.");
        }

        var opened = (ReadAlgorithm(body), body.ReadOctetString());
        // Attributes and, since version 1, the public key (RFC 5958, section 2); neither is needed.
        SkipOptional(body, new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true));
        SkipOptional(body, new Asn1Tag(TagClass.ContextSpecific, 1));
        body.ThrowIfNotEmpty();
        return opened;
    }

    /// <summary>Wraps a key as SubjectPublicKeyInfo.</summary>
    public static byte[] WrapPublic(string oid, ReadOnlySpan<byte> key)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            WriteAlgorithm(writer, oid);
            writer.WriteBitString(key);
        }

        return writer.Encode();
    }

    /// <summary>Wraps a key as PKCS#8.</summary>
    public static byte[] WrapPrivate(string oid, ReadOnlySpan<byte> key)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            WriteAlgorithm(writer, oid);
            writer.WriteOctetString(key);
        }

        return writer.Encode();
    }

    private static string ReadAlgorithm(AsnReader body)
    {
        var algorithm = body.ReadSequence();
        var oid = algorithm.ReadObjectIdentifier();
        switch (oid)
        {
            case RsaPssOid when algorithm.HasData:
                ReadPssParameters(algorithm.ReadSequence());
                break;
            case RsaOid when algorithm.HasData:
                algorithm.ReadNull();
                break;
            case EcOid:
                // Its curve, which whoever imports the key reads.
                _ = algorithm.ReadEncodedValue();
                break;
        }

        algorithm.ThrowIfNotEmpty();
        return oid;
    }

    private static void SkipOptional(AsnReader body, Asn1Tag tag)
    {
        if (body.HasData && body.PeekTag() == tag)
        {
            _ = body.ReadEncodedValue();
        }
    }

    // A key may narrow what it signs (RFC 4055, section 3.1); the one form taken is SHA-256 with a salt as long as that.
    private static void ReadPssParameters(AsnReader parameters)
    {
        while (parameters.HasData)
        {
            var tag = parameters.PeekTag();
            var value = parameters.ReadSequence(tag);
            var isTaken = tag.TagValue switch
            {
                0 => value.ReadSequence().ReadObjectIdentifier() == Sha256Oid,
                1 => IsMaskBySha256(value.ReadSequence()),
                2 => value.ReadInteger() <= 32,
                3 => value.ReadInteger() == 1,
                _ => false,
            };
            value.ThrowIfNotEmpty();
            if (!isTaken)
            {
                throw new AsnContentException("Its PSS parameters are not those of SHA-256.");
            }
        }
    }

    private static bool IsMaskBySha256(AsnReader mask) =>
        mask.ReadObjectIdentifier() == Mgf1Oid && mask.ReadSequence().ReadObjectIdentifier() == Sha256Oid;

    private static void WriteAlgorithm(AsnWriter writer, string oid)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            if (oid == RsaOid)
            {
                writer.WriteNull();
            }
        }
    }
}
