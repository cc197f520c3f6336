namespace SupplyChain.Images.Streams;

/// <summary>
/// A file, unbuffered, whose reads and writes are done on the thread that asks: the file system's cache answers sooner than
/// another thread would begin.
/// </summary>
internal class ImmediateFileStream(string path, FileMode mode, FileAccess access, FileShare share)
    : FileStream(path, mode, access, share, bufferSize: 0)
{
    /// <inheritdoc />
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    /// <inheritdoc />
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }
}
