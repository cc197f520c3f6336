using System.Formats.Asn1;

namespace SupplyChain.Signing.Certificates;

/// <summary>Opens DER that a stranger wrote. Every failure is a <see cref="FormatException"/> whose message is a clause.</summary>
internal static class DerReading
{
    private static readonly AsnReaderOptions Options = new() { SkipSetSortOrderVerification = true };

    /// <summary>Reads a document that must end where the bytes end.</summary>
    /// <param name="der">The bytes.</param>
    /// <param name="what">What they should be, for the message.</param>
    /// <param name="read">Reads it.</param>
    public static T Read<T>(ReadOnlyMemory<byte> der, string what, Func<AsnReader, T> read)
    {
        try
        {
            var reader = new AsnReader(der, AsnEncodingRules.DER, Options);
            var result = read(reader);
            reader.ThrowIfNotEmpty();
            return result;
        }
        catch (Exception error) when (error is AsnContentException or ArgumentException or OverflowException)
        {
            throw new FormatException($"{what} is not in DER as it should be", error);
        }
    }

    /// <summary>The object identifier of an AlgorithmIdentifier without parameters.</summary>
    public static string ReadAlgorithm(this AsnReader reader)
    {
        var algorithm = reader.ReadSequence();
        var oid = algorithm.ReadObjectIdentifier();
        if (algorithm.HasData)
        {
            algorithm.ReadNull();
        }

        algorithm.ThrowIfNotEmpty();
        return oid;
    }

    /// <summary>Whether the next element has exactly this tag, primitive or constructed as it says.</summary>
    public static bool IsNext(this AsnReader reader, Asn1Tag tag) => reader.HasData && reader.PeekTag() == tag;

    /// <summary>Reads the one element that there is.</summary>
    public static T Single<T>(this AsnReader reader, Func<AsnReader, T> read)
    {
        var element = read(reader);
        reader.ThrowIfNotEmpty();
        return element;
    }

    /// <summary>The context-specific tag of this number.</summary>
    public static Asn1Tag Tagged(int number, bool isConstructed = true) => new(TagClass.ContextSpecific, number, isConstructed);
}
