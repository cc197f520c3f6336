using System.Globalization;
using SupplyChain.Images;
using SupplyChain.Signing.Bundles;

namespace SupplyChain.Gate.Evidence;

/// <summary>A file of bundles: one, or with the extension <c>.jsonl</c> one a line.</summary>
internal static class BundleFile
{
    /// <summary>The bytes of each bundle, with a location for messages.</summary>
    /// <exception cref="ConfigurationException">The file can't be read, or is too large.</exception>
    public static IEnumerable<(ReadOnlyMemory<byte> Content, string Location)> Read(string path)
    {
        var bytes = ReadBytes(path);
        return Path.GetExtension(path) == ".jsonl" ? Lines(bytes, path) : [(bytes, path)];
    }

    private static IEnumerable<(ReadOnlyMemory<byte> Content, string Location)> Lines(ReadOnlyMemory<byte> bytes, string path)
    {
        var (start, number) = (0, 0);
        while (start < bytes.Length)
        {
            number++;
            var length = bytes.Span[start..].IndexOf((byte)'\n');
            var line = length < 0 ? bytes[start..] : bytes.Slice(start, length);
            if (!line.Span.Trim(" \r\t"u8).IsEmpty)
            {
                yield return (line, string.Create(CultureInfo.InvariantCulture, $"{path}:{number}"));
            }

            start += line.Length + 1;
        }
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            return length <= Bundle.MaximumSize
                ? File.ReadAllBytes(path)
                : throw new ConfigurationException(
                    "gate.attestations",
                    $"{Printable.Quote(path)} has {length} bytes and the limit is {Bundle.MaximumSize}; split it."
                );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                "gate.attestations",
                $"The bundles {Printable.Quote(path)} can't be read; give an existing file or folder.",
                error
            );
        }
    }
}
