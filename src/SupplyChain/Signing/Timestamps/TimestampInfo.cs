using System.Formats.Asn1;
using SupplyChain.Signing.Certificates;

namespace SupplyChain.Signing.Timestamps;

/// <summary>The time, and the hash of what existed then (RFC 3161, TSTInfo).</summary>
/// <param name="Time">The time.</param>
/// <param name="HashAlgorithm">Identifier of the hash's algorithm.</param>
/// <param name="Imprint">The hash.</param>
internal sealed record TimestampInfo(DateTimeOffset Time, string HashAlgorithm, ReadOnlyMemory<byte> Imprint)
{
    /// <summary>Reads its fields; those that no check depends on only as far as their form.</summary>
    public static TimestampInfo Read(AsnReader fields)
    {
        if (!fields.TryReadInt32(out var version) || version != 1)
        {
            throw new FormatException("a signed timestamp is not of version 1");
        }

        _ = fields.ReadObjectIdentifier();
        var imprint = fields.ReadSequence();
        var algorithm = imprint.ReadAlgorithm();
        var hash = imprint.ReadOctetString();
        imprint.ThrowIfNotEmpty();
        _ = fields.ReadInteger();
        var time = fields.ReadGeneralizedTime();
        SkipOptional(fields, Asn1Tag.Sequence);
        SkipOptional(fields, Asn1Tag.Boolean);
        SkipOptional(fields, Asn1Tag.Integer);
        SkipOptional(fields, DerReading.Tagged(0));
        if (fields.HasData)
        {
            throw new FormatException("a signed timestamp has extensions, and none are known");
        }

        return new TimestampInfo(time, algorithm, hash);
    }

    private static void SkipOptional(AsnReader fields, Asn1Tag tag)
    {
        if (fields.IsNext(tag))
        {
            _ = fields.ReadEncodedValue();
        }
    }
}
