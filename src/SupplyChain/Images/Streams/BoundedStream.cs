namespace SupplyChain.Images.Streams;

/// <summary>Decompressed content that fails instead of growing out of proportion to what it was compressed to.</summary>
/// <param name="inner">The decompressed content; disposed with this stream.</param>
/// <param name="compressedSize">Size of the compressed content in bytes.</param>
/// <param name="what">What the content is, for messages, as the subject of a sentence.</param>
internal sealed class BoundedStream(Stream inner, long compressedSize, string what) : ReadOnlyStream
{
    private const int LargestRatio = 1000;
    private const long AlwaysAllowed = 10 * 1024 * 1024;

    private readonly long limit = Math.Max(AlwaysAllowed, Math.Min(compressedSize, long.MaxValue / LargestRatio) * LargestRatio);
    private long count;

    /// <inheritdoc />
    public override int Read(Span<byte> buffer) => Check(inner.Read(buffer));

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Check(await inner.ReadAsync(buffer, cancellationToken));

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Check(int read)
    {
        count += read;
        return count <= limit
            ? read
            : throw new UndeterminedException(
                "image.too-large",
                $"{what} unpacks to more than {LargestRatio} times its {compressedSize} bytes, as only an attack does; do not use this image."
            );
    }
}
