namespace SupplyChain.Images.Streams;

/// <summary>
/// A new file that is on its way to disk while it is written, so that little is left to wait for at its end. Others may rename and
/// delete it meanwhile.
/// </summary>
internal sealed class TemporaryFileStream(string path)
    : ImmediateFileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Delete)
{
    private const int Interval = 1024 * 1024;

    private long begunTo;

    /// <inheritdoc />
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var written = base.WriteAsync(buffer, cancellationToken);
        if (Position - begunTo >= Interval)
        {
            Writeback.Begin(SafeFileHandle, begunTo, Position - begunTo);
            begunTo = Position;
        }

        return written;
    }

    /// <summary>Waits until everything is on disk, on a thread of its own: the few of the pool have other files to write meanwhile.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public Task FlushToDiskAsync() =>
        Task.Factory.StartNew(
            () => RandomAccess.FlushToDisk(SafeFileHandle),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
}
