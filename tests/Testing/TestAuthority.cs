using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SupplyChain.Testing;

/// <summary>A certificate authority of a test's own, with a certificate for servers on 127.0.0.1 and one for a client, as files in PEM.</summary>
public sealed class TestAuthority : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly X509Certificate2 root;
    private int issued;

    /// <summary>Makes the authority and its certificates.</summary>
    public TestAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true)
        );
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        File = folder.Write("ca.crt", root.ExportCertificatePem());
        Server = Issue("server", "1.3.6.1.5.5.7.3.1");
        Client = Issue("client", "1.3.6.1.5.5.7.3.2");
    }

    /// <summary>File of the authority's own certificate.</summary>
    public string File { get; }

    /// <summary>Files of the server's certificate and key.</summary>
    public (string Certificate, string Key) Server { get; }

    /// <summary>Files of the client's certificate and key.</summary>
    public (string Certificate, string Key) Client { get; }

    /// <summary>Whether the authority has issued a certificate.</summary>
    public bool HasIssued(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    /// <summary>The server's certificate with its key.</summary>
    public X509Certificate2 LoadServer()
    {
        using var pem = X509Certificate2.CreateFromPemFile(Server.Certificate, Server.Key);
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        root.Dispose();
        folder.Dispose();
    }

    private (string Certificate, string Key) Issue(string name, string purpose)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        using var certificate = request.Create(
            root,
            DateTimeOffset.UtcNow.AddHours(-1),
            DateTimeOffset.UtcNow.AddDays(1),
            [(byte)++issued]
        );
        return (
            folder.Write($"{name}.crt", certificate.ExportCertificatePem()),
            folder.Write($"{name}.key", key.ExportPkcs8PrivateKeyPem())
        );
    }
}
