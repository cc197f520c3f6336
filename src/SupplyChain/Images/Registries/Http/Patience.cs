namespace SupplyChain.Images.Registries.Http;

/// <summary>Ends a wait in which nothing has happened for too long.</summary>
internal sealed class Patience : IDisposable
{
    /// <summary>How long nothing may happen.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource timeout;
    private readonly CancellationTokenSource either;

    /// <summary>Begins to wait.</summary>
    /// <param name="time">Clock for the wait.</param>
    /// <param name="cancellationToken">Ends the wait as well.</param>
    public Patience(TimeProvider time, CancellationToken cancellationToken)
    {
        timeout = new CancellationTokenSource(Usual, time);
        either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
    }

    /// <summary>Cancelled when patience or the caller has ended.</summary>
    public CancellationToken Token => either.Token;

    /// <summary>Something has happened: waits as long again, and longer by <paramref name="more"/>.</summary>
    public void Renew(TimeSpan more = default) => timeout.CancelAfter(Usual + more);

    /// <inheritdoc />
    public void Dispose()
    {
        either.Dispose();
        timeout.Dispose();
    }
}
