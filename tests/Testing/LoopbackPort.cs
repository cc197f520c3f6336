using System.Net;
using System.Net.Sockets;

namespace SupplyChain.Testing;

/// <summary>Ports for programs that cannot choose one themselves.</summary>
public static class LoopbackPort
{
    /// <summary>A port of 127.0.0.1 that nobody listens at now.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
