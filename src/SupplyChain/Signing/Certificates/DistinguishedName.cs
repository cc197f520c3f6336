using System.Formats.Asn1;

namespace SupplyChain.Signing.Certificates;

/// <summary>A distinguished name, as far as names are compared (RFC 5280, section 7.1): without regard to case, spaces and kinds of strings.</summary>
internal sealed class DistinguishedName
{
    private readonly List<string> parts;

    private DistinguishedName(List<string> parts) => this.parts = parts;

    /// <summary>Reads a name in DER.</summary>
    /// <exception cref="FormatException">The bytes are none.</exception>
    public static DistinguishedName Parse(ReadOnlyMemory<byte> der) =>
        DerReading.Read(
            der,
            "a distinguished name",
            reader =>
            {
                var parts = new List<string>();
                for (var names = reader.ReadSequence(); names.HasData; )
                {
                    parts.Add(ReadPart(names.ReadSetOf()));
                }

                return new DistinguishedName(parts);
            }
        );

    /// <summary>Whether it begins with all parts of the other one.</summary>
    public bool IsAtOrBelow(DistinguishedName other) => parts.Take(other.parts.Count).SequenceEqual(other.parts);

    private static string ReadPart(AsnReader set)
    {
        var attributes = new List<string>();
        while (set.HasData)
        {
            var attribute = set.ReadSequence();
            attributes.Add($"{attribute.ReadObjectIdentifier()}={attribute.Single(ReadValue)}");
        }

        attributes.Sort(StringComparer.Ordinal);
        return string.Join('\n', attributes);
    }

    private static string ReadValue(AsnReader attribute)
    {
        var tag = attribute.PeekTag();
        return
            tag
                is {
                    TagClass: TagClass.Universal,
                    TagValue: (int)UniversalTagNumber.UTF8String
                        or (int)UniversalTagNumber.PrintableString
                        or (int)UniversalTagNumber.IA5String
                        or (int)UniversalTagNumber.T61String
                        or (int)UniversalTagNumber.BMPString
                }
            ? string.Join(
                    ' ',
                    attribute
                        .ReadCharacterString((UniversalTagNumber)tag.TagValue)
                        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                )
                .ToUpperInvariant()
            : Convert.ToHexString(attribute.ReadEncodedValue().Span);
    }
}
