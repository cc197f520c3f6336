using SupplyChain.Images.Streams;

namespace SupplyChain.Images.Registries;

/// <summary>Content that can be read again from anywhere, such as a file: it is sent as it is read, in large pieces.</summary>
/// <param name="first">The content as it is read for the first time, which proves it; disposed with this object.</param>
/// <param name="again">The same content, for what has been read; not disposed with this object.</param>
/// <param name="size">How many bytes it has.</param>
internal sealed class SeekableContent(Stream first, Stream again, long size) : UploadContent
{
    private readonly long start = again.Position;
    private long provenTo;

    /// <inheritdoc />
    public override int LargestPiece { get; set; } = 64 * 1024 * 1024;

    /// <inheritdoc />
    public override bool CanReadFrom(long from) => from <= provenTo;

    /// <inheritdoc />
    public override Task<UploadPiece> ReadAsync(long from, CancellationToken cancellationToken)
    {
        var length = Math.Min(LargestPiece, size - from);
        return Task.FromResult(new UploadPiece(from, length, () => new StreamContent(new Window(this, from, length))));
    }

    /// <inheritdoc />
    public override ValueTask DisposeAsync() => first.DisposeAsync();

    // What has been read before is not hashed again.
    private sealed class Window : ReadOnlyStream
    {
        private readonly SeekableContent whole;
        private readonly long end;
        private long position;

        public Window(SeekableContent whole, long from, long length)
        {
            (this.whole, position, end) = (whole, from, from + length);
            whole.Rewind(from);
        }

        public override int Read(Span<byte> buffer) => Advance(whole.Source(position).Read(buffer[..Most(buffer.Length)]));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Advance(await whole.Source(position).ReadAsync(buffer[..Most(buffer.Length)], cancellationToken));

        private int Most(int wanted) => (int)Math.Min(wanted, whole.EndOfSource(position, end) - position);

        private int Advance(int read)
        {
            position += read;
            whole.provenTo = Math.Max(whole.provenTo, position);
            return read;
        }
    }

    private void Rewind(long from) => again.Position = start + from;

    private Stream Source(long position) => position < provenTo ? again : first;

    private long EndOfSource(long position, long end) => position < provenTo ? Math.Min(end, provenTo) : end;
}
