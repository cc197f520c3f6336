using System.Buffers;

namespace SupplyChain.Images.Streams;

/// <summary>Reads past content that is not wanted.</summary>
internal static class StreamSkipping
{
    /// <summary>Reads past some bytes.</summary>
    /// <exception cref="EndOfStreamException">The stream ends before.</exception>
    public static async Task SkipAsync(this Stream stream, long count, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (count > 0)
            {
                var part = (int)Math.Min(buffer.Length, count);
                await stream.ReadExactlyAsync(buffer.AsMemory(0, part), cancellationToken);
                count -= part;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
