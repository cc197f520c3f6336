using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace SupplyChain.Testing.Registry;

/// <summary>The real <c>docker-registry</c>, which has no referrers API, on a free port of 127.0.0.1 with its own folder.</summary>
public sealed class DockerRegistry : IAsyncDisposable
{
    private readonly TemporaryFolder folder;
    private readonly Process process;

    private DockerRegistry(TemporaryFolder folder, Process process, string host)
    {
        this.folder = folder;
        this.process = process;
        Host = host;
    }

    /// <summary>Host and port, as the beginning of an image reference.</summary>
    public string Host { get; }

    /// <summary>Starts the registry, or skips the test where the program is missing.</summary>
    /// <param name="authority">Whose server certificate it shows; it speaks no TLS by default.</param>
    /// <param name="userFile">Who may come in, as the program <c>htpasswd</c> writes it; anybody by default.</param>
    public static async Task<DockerRegistry> StartAsync(TestAuthority? authority = null, string? userFile = null)
    {
        var program = Peers.Require("docker-registry");
        var folder = new TemporaryFolder();
        var host = $"127.0.0.1:{LoopbackPort.Free().ToString(CultureInfo.InvariantCulture)}";
        var tls = authority is null
            ? ""
            : $", tls: {{ certificate: {authority.Server.Certificate}, key: {authority.Server.Key} }}";
        var auth = userFile is null ? "" : $"auth: {{ htpasswd: {{ realm: test, path: {folder.Write("htpasswd", userFile)} }} }}";
        var configuration = folder.Write(
            "config.yml",
            $$"""
            version: 0.1
            log: { level: error, accesslog: { disabled: true } }
            storage: { filesystem: { rootdirectory: {{folder.At("data")}} }, delete: { enabled: true } }
            http: { addr: {{host}}{{tls}} }
            {{auth}}
            """
        );
        var start = new ProcessStartInfo(program, ["serve", configuration])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var registry = new DockerRegistry(folder, process, host);
        await registry.WaitUntilReadyAsync();
        return registry;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Dispose();
    }

    private async Task WaitUntilReadyAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var (host, port) = (Host.Split(':')[0], int.Parse(Host.Split(':')[1], CultureInfo.InvariantCulture));
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(host, port, patience.Token);
                return;
            }
            catch (SocketException) when (!process.HasExited)
            {
                await Task.Delay(20, patience.Token);
            }
        }
    }
}
