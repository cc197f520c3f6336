using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SupplyChain.Testing;

/// <summary>
/// The real <c>dockerd</c> with a folder of its own, without a network for containers, on a Unix socket and, with certificates of its
/// own authority for both sides, on a free port of 127.0.0.1.
/// </summary>
public sealed class DockerDaemon : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Process process;

    private DockerDaemon()
    {
        WriteCertificates();
        Port = LoopbackPort.Free();
        string[] arguments =
        [
            "--storage-driver=vfs",
            "--iptables=false",
            "--bridge=none",
            $"--host=unix://{folder.At("docker.sock")}",
            $"--host=tcp://{Address}",
            "--tlsverify",
            $"--tlscacert={folder.At("certificates", "ca.pem")}",
            $"--tlscert={folder.At("server.pem")}",
            $"--tlskey={folder.At("server-key.pem")}",
            $"--data-root={folder.At("data")}",
            $"--exec-root={folder.At("exec")}",
            $"--pidfile={folder.At("pid")}",
        ];
        process = Process.Start(
            new ProcessStartInfo(Peers.Require("dockerd"), arguments)
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    /// <summary>Its socket, as <c>unix:///path</c>.</summary>
    public string Host => $"unix://{folder.At("docker.sock")}";

    /// <summary>Host and port that it listens at with TLS.</summary>
    public string Address => $"127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Folder with <c>ca.pem</c>, <c>cert.pem</c> and <c>key.pem</c> for its clients.</summary>
    public string CertificateFolder => folder.At("certificates");

    private int Port { get; }

    /// <summary>Starts it, or skips the test where it cannot run.</summary>
    public static async Task<DockerDaemon> StartAsync()
    {
        _ = Peers.Require("dockerd");
        if (!Environment.IsPrivilegedProcess)
        {
            Missing.Part("dockerd runs as root only");
        }

        var daemon = new DockerDaemon();
        await daemon.WaitUntilReadyAsync();
        return daemon;
    }

    /// <summary>The certificate of an authority that nobody knows, in PEM.</summary>
    public static string SelfSignedCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = SelfSigned(key);
        return certificate.ExportCertificatePem();
    }

    /// <summary>Runs the real <c>docker</c> client against it.</summary>
    public Task<CliWrap.Buffered.BufferedCommandResult> RunAsync(params IEnumerable<string> arguments) =>
        PeerProcess.RunAsync("docker", ["--host", Host, .. arguments]);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        // Asked to end, it ends its own containerd as well.
        using (var kill = Process.Start("kill", [process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await process.WaitForExitAsync();
        process.Dispose();
        folder.Dispose();
    }

    private async Task WaitUntilReadyAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!(await RunAsync("version")).IsSuccess)
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"dockerd ended with {process.ExitCode}.");
            }

            await Task.Delay(50, patience.Token);
        }
    }

    private static X509Certificate2 SelfSigned(ECDsa key)
    {
        var authority = new CertificateRequest("CN=authority", key, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return authority.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(3));
    }

    private void WriteCertificates()
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issuer = SelfSigned(authorityKey);
        folder.Write("certificates/ca.pem", issuer.ExportCertificatePem());
        WriteCertificate(issuer, "server", "server.pem", "server-key.pem");
        WriteCertificate(issuer, "client", "certificates/cert.pem", "certificates/key.pem");
    }

    private void WriteCertificate(X509Certificate2 issuer, string name, string certificateFile, string keyFile)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], critical: false)
        );
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(
            issuer,
            DateTimeOffset.UtcNow.AddMinutes(-30),
            DateTimeOffset.UtcNow.AddHours(2),
            RandomNumberGenerator.GetBytes(8)
        );
        folder.Write(certificateFile, certificate.ExportCertificatePem());
        folder.Write(keyFile, key.ExportPkcs8PrivateKeyPem());
    }
}
