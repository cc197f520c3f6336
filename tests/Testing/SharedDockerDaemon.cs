namespace SupplyChain.Testing;

/// <summary>One <c>dockerd</c> for all tests of a run that need one, started by the first of them.</summary>
public sealed class SharedDockerDaemon : IAsyncDisposable
{
    private readonly Lazy<Task<DockerDaemon>> starting = new(DockerDaemon.StartAsync);
    private DockerDaemon? daemon;

    /// <summary>The daemon, once <see cref="StartAsync"/> has ended.</summary>
    public DockerDaemon Daemon => daemon ?? throw new InvalidOperationException("The daemon has not been started.");

    /// <summary>Starts the daemon unless it runs; skips the test where it cannot run.</summary>
    public async Task StartAsync() => daemon = await starting.Value;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (daemon is not null)
        {
            await daemon.DisposeAsync();
        }
    }
}
