namespace SupplyChain.Signing.Certificates;

/// <summary>Reads the presentation language of TLS (RFC 5246, section 4), in which certificate logs write.</summary>
internal sealed class TlsReader(ReadOnlyMemory<byte> data)
{
    private ReadOnlyMemory<byte> rest = data;

    public bool HasData => !rest.IsEmpty;

    /// <summary>A number of so many bytes, at most 8, the highest first.</summary>
    public ulong Number(int size)
    {
        var number = 0UL;
        foreach (var value in Bytes(size).Span)
        {
            number = (number << 8) | value;
        }

        return number;
    }

    /// <summary>Bytes with their length before them, which takes so many bytes itself.</summary>
    public ReadOnlyMemory<byte> Vector(int lengthSize) => Bytes((int)Number(lengthSize));

    public ReadOnlyMemory<byte> Bytes(int count)
    {
        if (count > rest.Length)
        {
            throw new FormatException("a certificate's log promise ends too early");
        }

        var bytes = rest[..count];
        rest = rest[count..];
        return bytes;
    }

    /// <summary>Refuses anything that stands behind.</summary>
    public void End()
    {
        if (HasData)
        {
            throw new FormatException("a certificate's log promise has something behind it");
        }
    }
}
