using System.Security.Cryptography;
using SupplyChain.Scanning.Sbom;

namespace SupplyChain.Scanning;

/// <summary>Writes the packages of a target as an SBOM. The same catalogue at the same time gives the same bytes.</summary>
public static class SbomWriter
{
    /// <summary>Writes an SBOM.</summary>
    /// <param name="catalogue">The packages.</param>
    /// <param name="format">The format.</param>
    /// <param name="time">Clock for the time of creation, which is written in whole seconds.</param>
    public static byte[] Write(PackageCatalogue catalogue, SbomFormat format, TimeProvider time)
    {
        var created = time.GetUtcNow();
        Func<Guid, byte[]> write =
            format == SbomFormat.Spdx
                ? id => SpdxDocument.Write(catalogue, created, id)
                : id => CycloneDxDocument.Write(catalogue, created, id);
        return write(IdOf(write(Guid.Empty)));
    }

    // A UUID of version 8 (RFC 9562): unique by content and not by chance.
    private static Guid IdOf(byte[] content)
    {
        var id = SHA256.HashData(content).AsSpan(0, 16);
        id[6] = (byte)((id[6] & 0x0f) | 0x80);
        id[8] = (byte)((id[8] & 0x3f) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
