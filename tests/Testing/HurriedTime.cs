namespace SupplyChain.Testing;

/// <summary>A clock whose waits pass so many times faster than those of the system's, for code that waits long where something hangs.</summary>
/// <param name="factor">How many times faster.</param>
public sealed class HurriedTime(int factor) : TimeProvider
{
    private readonly DateTimeOffset begin = System.GetUtcNow();
    private readonly long beginStamp = System.GetTimestamp();

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => begin + ((System.GetUtcNow() - begin) * factor);

    /// <inheritdoc />
    public override long GetTimestamp() => beginStamp + ((System.GetTimestamp() - beginStamp) * factor);

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new HurriedTimer(System.CreateTimer(callback, state, Hurry(dueTime), Hurry(period)), this);

    private TimeSpan Hurry(TimeSpan wait) => wait == Timeout.InfiniteTimeSpan ? wait : wait / factor;

    private sealed class HurriedTimer(ITimer inner, HurriedTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(time.Hurry(dueTime), time.Hurry(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
