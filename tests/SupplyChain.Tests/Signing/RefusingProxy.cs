using System.Net;
using System.Net.Sockets;

namespace SupplyChain.Tests.Signing;

/// <summary>A proxy on this machine that counts who connects, and sends everybody away.</summary>
internal sealed class RefusingProxy : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private int connections;

    public RefusingProxy()
    {
        listener.Start();
        _ = RefuseAsync();
    }

    public string Address => $"http://{listener.LocalEndpoint}";

    public int Connections => Volatile.Read(ref connections);

    public void Dispose() => listener.Dispose();

    private async Task RefuseAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref connections);
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // It was closed.
        }
    }
}
