using System.Formats.Asn1;

namespace SupplyChain.Signing.Certificates;

/// <summary>A name of one of the forms that certificates have (RFC 5280, section 4.2.1.6).</summary>
/// <param name="Form">Which form it is of, by its tag.</param>
/// <param name="Content">The name itself: text in ASCII, an address, or DER, as the form says.</param>
internal sealed record GeneralName(int Form, ReadOnlyMemory<byte> Content)
{
    public const int Other = 0;
    public const int Email = 1;
    public const int Dns = 2;
    public const int Directory = 4;
    public const int Uri = 6;
    public const int Address = 7;

    /// <summary>The names of the subject of a certificate: the alternative ones, and its distinguished name unless that is empty.</summary>
    /// <exception cref="FormatException">They cannot be read.</exception>
    public static IReadOnlyList<GeneralName> AllOf(Certificate certificate)
    {
        const int emptySequence = 2;
        var names = certificate.Find(Oids.SubjectAlternativeName) is { } extension
            ? DerReading.Read(extension.Value, "a certificate's identity", reader => ReadAll(reader.ReadSequence()))
            : [];
        return certificate.Subject.Length > emptySequence ? [.. names, new GeneralName(Directory, certificate.Subject)] : names;
    }

    /// <summary>Reads the next name.</summary>
    /// <exception cref="FormatException">It is of no form that there is.</exception>
    public static GeneralName Read(AsnReader reader)
    {
        var tag = reader.PeekTag();
        if (tag.TagClass != TagClass.ContextSpecific)
        {
            throw new FormatException("a certificate has a name of an unknown form");
        }

        var content = reader.PeekContentBytes();
        _ = reader.ReadEncodedValue();
        return new GeneralName(tag.TagValue, content);
    }

    private static List<GeneralName> ReadAll(AsnReader reader)
    {
        var names = new List<GeneralName>();
        while (reader.HasData)
        {
            names.Add(Read(reader));
        }

        return names;
    }
}
