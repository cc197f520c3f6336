using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SupplyChain.Testing.Sigstore;

/// <summary>A certificate authority in the manner of Fulcio: a root, an intermediate, and short-lived certificates with log promises.</summary>
public sealed class VirtualAuthority
{
    private const string FulcioArc = "1.3.6.1.4.1.57264.1.";
    private const string CodeSigning = "1.3.6.1.5.5.7.3.3";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly SigstoreFault fault;
    private readonly VirtualCertificateLog log;
    private readonly ECDsa intermediateKey = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private readonly X509Certificate2 intermediate;

    /// <summary>Makes the authority.</summary>
    public VirtualAuthority(DateTimeOffset now, VirtualCertificateLog log, SigstoreFault fault)
    {
        this.log = log;
        this.fault = fault;
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var root = CertificateParts.Request("CN=virtual root, O=acme.example", rootKey, HashAlgorithmName.SHA384);
        root.AddAuthority(pathLength: 1);
        Root = root.Create(
            root.SubjectName,
            X509SignatureGenerator.CreateForECDsa(rootKey),
            now.AddYears(-2),
            now.AddYears(8),
            CertificateParts.Serial()
        );
        var middle = CertificateParts.Request(
            "CN=virtual intermediate, O=acme.example",
            intermediateKey,
            HashAlgorithmName.SHA384
        );
        if (fault == SigstoreFault.AuthorityMayNotIssue)
        {
            middle.AddUsage(X509KeyUsageFlags.CrlSign);
            middle.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        }
        else
        {
            middle.AddAuthority(pathLength: 0);
        }

        if (fault == SigstoreFault.AuthorityForOtherNames)
        {
            middle.CertificateExtensions.Add(
                CertificateParts.NameConstraints([], [CertificateParts.Name(6, "github.com")], isCritical: false)
            );
        }

        middle.AddPurpose(fault == SigstoreFault.AuthorityForServers ? ServerAuthentication : CodeSigning);
        intermediate = middle.Create(
            root.SubjectName,
            X509SignatureGenerator.CreateForECDsa(rootKey),
            now.AddYears(-1),
            now.AddYears(5),
            CertificateParts.Serial()
        );
    }

    /// <summary>The root's certificate.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>The chain that a trusted root lists, in DER: the issuing certificate first.</summary>
    public IReadOnlyList<byte[]> Chain => [intermediate.RawData, Root.RawData];

    /// <summary>Issues a certificate for ten minutes, with a log's promise inside.</summary>
    /// <param name="key">The holder's key.</param>
    /// <param name="identity">The holder.</param>
    /// <param name="now">From when on it is valid.</param>
    public byte[] Issue(AsymmetricAlgorithm key, VirtualIdentity identity, DateTimeOffset now)
    {
        var from = fault switch
        {
            SigstoreFault.CertificateTooOld => now.AddHours(-2),
            SigstoreFault.CertificateTooYoung => now.AddHours(2),
            _ => now,
        };
        var serial = CertificateParts.Serial();
        var before = Create(key, identity, from, serial, null);
        if (fault == SigstoreFault.NoPromise)
        {
            return before;
        }

        var promised =
            fault == SigstoreFault.PromiseForOtherCertificate ? Create(key, identity, from.AddSeconds(1), serial, null) : before;
        var promise = log.Promise(CertificateParts.SignedPart(promised), intermediateKey.ExportSubjectPublicKeyInfo(), now);
        return Create(key, identity, from, serial, new X509Extension("1.3.6.1.4.1.11129.2.4.2", promise, false));
    }

    private byte[] Create(
        AsymmetricAlgorithm key,
        VirtualIdentity identity,
        DateTimeOffset from,
        byte[] serial,
        X509Extension? promises
    )
    {
        var request = CertificateParts.Request("", key, HashAlgorithmName.SHA256);
        if (fault != SigstoreFault.CertificateWithoutUsage)
        {
            request.AddUsage(X509KeyUsageFlags.DigitalSignature);
        }

        if (fault == SigstoreFault.CertificateOfAuthority)
        {
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        }

        request.AddPurpose(fault == SigstoreFault.CertificateForServers ? ServerAuthentication : CodeSigning);
        AddIdentity(request, identity);
        AddClaims(request, identity);
        if (promises is not null)
        {
            request.CertificateExtensions.Add(promises);
        }

        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var signer = fault == SigstoreFault.CertificateOfStranger ? stranger : intermediateKey;
        return request
            .Create(intermediate.SubjectName, X509SignatureGenerator.CreateForECDsa(signer), from, from.AddMinutes(10), serial)
            .RawData;
    }

    private void AddIdentity(CertificateRequest request, VirtualIdentity identity)
    {
        if (fault == SigstoreFault.CertificateWithoutIdentity)
        {
            return;
        }

        var names = new SubjectAlternativeNameBuilder();
        if (fault == SigstoreFault.CertificateOfServersName)
        {
            names.AddDnsName("github.com");
        }
        else
        {
            names.AddUri(new Uri(identity.Identity));
        }

        if (fault == SigstoreFault.CertificateWithTwoIdentities)
        {
            names.AddEmailAddress("jane@acme.example");
        }

        request.CertificateExtensions.Add(names.Build(critical: true));
    }

    private void AddClaims(CertificateRequest request, VirtualIdentity identity)
    {
        if (fault != SigstoreFault.CertificateWithoutIssuer)
        {
            request.CertificateExtensions.Add(Plain(1, identity.Issuer));
            var second = fault == SigstoreFault.CertificateWithTwoIssuers ? "https://issuer.evil" : identity.Issuer;
            request.CertificateExtensions.Add(InDer(8, second));
        }

        foreach (var (number, value) in identity.PlainClaims)
        {
            request.CertificateExtensions.Add(Plain(number, value));
        }

        foreach (var (number, value) in identity.Claims)
        {
            request.CertificateExtensions.Add(InDer(number, value));
        }

        if (fault == SigstoreFault.CertificateWithUnknownCriticalExtension)
        {
            request.CertificateExtensions.Add(new X509Extension("1.2.3.4", [5, 0], critical: true));
        }
    }

    private static X509Extension Plain(int number, string value) =>
        new($"{FulcioArc}{number}", Encoding.UTF8.GetBytes(value), critical: false);

    private static X509Extension InDer(int number, string value)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteCharacterString(UniversalTagNumber.UTF8String, value);
        return new X509Extension($"{FulcioArc}{number}", writer.Encode(), critical: false);
    }
}
