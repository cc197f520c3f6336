using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Docker.DotNet.Handler.Abstractions;
using Docker.DotNet.NativeHttp;
using Microsoft.Extensions.Logging.Abstractions;

namespace SupplyChain.Images.Engines;

/// <summary>
/// Connects to a Docker Engine by the transports of Docker.DotNet. Its client above them is left out: it brings the whole of the
/// engine's interface, 7 MB of an executable, for the six requests that are made here.
/// </summary>
internal static class DockerTransport
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>A client whose requests go to the engine.</summary>
    /// <exception cref="ConfigurationException">The certificates cannot be used.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The client disposes its handler.")]
    public static HttpClient Connect(DockerEndpoint endpoint)
    {
        var options = new ResolvedClientOptions
        {
            Endpoint = endpoint.Address,
            AuthProvider = NoopAuthProvider.Instance,
            Headers = new Dictionary<string, string>(),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var (handler, address) = endpoint.Address.Scheme switch
        {
            "unix" => Docker.DotNet.Unix.DockerHandlerFactory.Instance.CreateHandler(options, NullLogger.Instance),
            "npipe" => Docker.DotNet.NPipe.DockerHandlerFactory.Instance.CreateHandler(options, NullLogger.Instance),
            _ => DockerHandlerFactory.Instance.CreateHandler(
                new NativeHttpTransportOptions { ConfigureHandler = handler => Configure(handler, endpoint) },
                options,
                NullLogger.Instance
            ),
        };
        var secured = new UriBuilder(address) { Scheme = endpoint.UsesTls ? "https" : address.Scheme };
        return new HttpClient(handler) { BaseAddress = secured.Uri, Timeout = Timeout.InfiniteTimeSpan };
    }

    private static void Configure(SocketsHttpHandler handler, DockerEndpoint endpoint)
    {
        handler.ConnectTimeout = ConnectTimeout;
        handler.UseProxy = false;
        if (endpoint.UsesTls)
        {
            handler.SslOptions = Secure(endpoint);
        }
    }

    [SuppressMessage("Security", "CA5359", Justification = "The user's docker context says so; nothing secret is sent.")]
    private static SslClientAuthenticationOptions Secure(DockerEndpoint endpoint)
    {
        var secure = new SslClientAuthenticationOptions();
        var (certificate, key) = (PathOf(endpoint, "cert.pem"), PathOf(endpoint, "key.pem"));
        if (File.Exists(certificate) || File.Exists(key))
        {
            Use(endpoint, key, File.OpenRead).Dispose();
            using var pair = Use(endpoint, certificate, path => X509Certificate2.CreateFromPemFile(path, key));
            // Windows takes a key for TLS only from where it keeps keys, which this puts it to.
            secure.ClientCertificates = [X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), password: null)];
        }

        if (endpoint.SkipsVerification)
        {
            secure.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        }
        else if (PathOf(endpoint, "ca.pem") is var authorities && (endpoint.IsFolderNamed || File.Exists(authorities)))
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            _ = Use(endpoint, authorities, path => Import(policy.CustomTrustStore, path));
            secure.CertificateChainPolicy = policy;
        }

        return secure;
    }

    private static int Import(X509Certificate2Collection authorities, string path)
    {
        authorities.ImportFromPemFile(path);
        return authorities.Count > 0 ? authorities.Count : throw new CryptographicException("there is no certificate in it");
    }

    private static T Use<T>(DockerEndpoint endpoint, string path, Func<string, T> use)
    {
        try
        {
            return use(path);
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                "docker.certificates",
                $"{path} for the Docker Engine at {endpoint} cannot be used: {error.Message.TrimEnd('.')}; its folder needs ca.pem, and cert.pem with key.pem where the engine asks who one is.",
                error
            );
        }
    }

    private static string PathOf(DockerEndpoint endpoint, string file) => Path.Combine(endpoint.CertificateFolder ?? "", file);
}
