using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SupplyChain.Images.Registries.Http;

/// <summary>Decides which servers are trusted, and which get to see the client certificate.</summary>
internal sealed class TlsPolicy : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly X509Certificate2Collection authorities;
    private readonly X509Certificate2? clientCertificate;
    private readonly ConcurrentDictionary<string, bool> registries = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, bool> distrusted = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the files.</summary>
    /// <exception cref="ConfigurationException">One cannot be read, or does not hold what it should.</exception>
    public TlsPolicy(RegistryTls tls)
    {
        authorities = tls.AuthorityFile is { } file ? ReadAuthorities(file) : [];
        clientCertificate = ReadClientCertificate(tls);
    }

    /// <summary>How to open connections.</summary>
    public SslClientAuthenticationOptions Options =>
        new()
        {
            RemoteCertificateValidationCallback = (sender, certificate, chain, errors) =>
                IsTrusted(certificate, chain, errors) || Distrust((sender as SslStream)?.TargetHostName),
            LocalCertificateSelectionCallback = clientCertificate is null
                ? null
                : (_, host, _, _, _) => registries.ContainsKey(host) ? clientCertificate : null!,
        };

    /// <summary>Lets a registry see the client certificate.</summary>
    public void Introduce(Uri registry) => registries[registry.IdnHost] = true;

    /// <summary>Whether the host has shown a certificate that is not trusted.</summary>
    public bool HasDistrusted(string host) => distrusted.ContainsKey(host);

    /// <inheritdoc />
    public void Dispose()
    {
        clientCertificate?.Dispose();
        foreach (var authority in authorities)
        {
            authority.Dispose();
        }
    }

    private bool IsTrusted(X509Certificate? certificate, X509Chain? presented, SslPolicyErrors errors)
    {
        if (
            errors != SslPolicyErrors.RemoteCertificateChainErrors
            || authorities.Count == 0
            || certificate is not X509Certificate2 leaf
        )
        {
            return errors == SslPolicyErrors.None;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.ExtraStore.AddRange(presented?.ChainPolicy.ExtraStore ?? []);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        _ = chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        return chain.Build(leaf);
    }

    private bool Distrust(string? host)
    {
        distrusted[host ?? ""] = true;
        return false;
    }

    private static X509Certificate2Collection ReadAuthorities(string file)
    {
        var certificates = new X509Certificate2Collection();
        return Read(
            file,
            () =>
            {
                certificates.ImportFromPemFile(file);
                return certificates.Count > 0 ? certificates : throw Unusable(file, "it holds no certificate in PEM");
            }
        );
    }

    private static X509Certificate2? ReadClientCertificate(RegistryTls tls)
    {
        if (tls.ClientCertificateFile is not { } file)
        {
            return tls.ClientKeyFile is { } alone
                ? throw Unusable(alone, "it is the key of a client certificate, and no certificate is given")
                : null;
        }

        return Read(
            tls.ClientKeyFile ?? file,
            () =>
            {
                using var pem = X509Certificate2.CreateFromPemFile(file, tls.ClientKeyFile);
                // Windows does not take a key that lives in memory alone.
                return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null);
            }
        );
    }

    private static T Read<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw Unusable(file, "it is not in PEM, or the key is encrypted or of another certificate");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unusable(file, error.Message);
        }
    }

    private static ConfigurationException Unusable(string file, string problem) =>
        new("registry.tls", $"{Printable.Quote(file)} cannot be used for TLS: {problem}; name a readable file in PEM.");
}
