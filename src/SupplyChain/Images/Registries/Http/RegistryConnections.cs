using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace SupplyChain.Images.Registries.Http;

/// <summary>Opens the connections that requests to registries go through, one pool for all.</summary>
internal static class RegistryConnections
{
    /// <summary>Says of a request that another machine has named its address, which must not be this machine.</summary>
    public static readonly HttpRequestOptionsKey<bool> NamedByOther = new("supplychain.named-by-other");

    /// <summary>Makes a client that follows no redirect, keeps no cookies, and does not end waits by itself.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The client disposes its handler.")]
    public static HttpClient Open(TlsPolicy tls)
    {
        var client = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(15),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                MaxConnectionsPerServer = 16,
                EnableMultipleHttp2Connections = true,
                Proxy = new EnvironmentProxy(HttpClient.DefaultProxy),
                SslOptions = tls.Options,
                ConnectCallback = ConnectAsync,
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("supplychain", "1"));
        return client;
    }

    // The name has to be judged by the addresses that are really connected to, or it could stand for others the next moment.
    [SuppressMessage("Reliability", "CA2000", Justification = "The stream that is returned disposes the socket.")]
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        var request = context.InitialRequestMessage;
        var isProxy = request.RequestUri?.IdnHost.Trim('[', ']') != host.Trim('[', ']');
        var mayBeHere = isProxy || !request.Options.TryGetValue(NamedByOther, out var named) || !named;
        if (addresses.Any(address => RegistryAddress.IsReserved(address) || (!mayBeHere && RegistryAddress.IsHere(address))))
        {
            throw new UndeterminedException(
                "registry.address",
                $"{Printable.Line(host)} is not connected to: its address is this machine's own or its cloud's; check that this is the right registry."
            );
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
