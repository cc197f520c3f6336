using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace SupplyChain.Testing.Sigstore;

/// <summary>A timestamp authority (RFC 3161): takes requests in DER and answers in DER, as it would over HTTP.</summary>
public sealed class VirtualTimestampAuthority
{
    private const string TimeStamping = "1.3.6.1.5.5.7.3.8";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string TimestampInfo = "1.2.840.113549.1.9.16.1.4";
    private const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";

    private readonly SigstoreFault fault;
    private readonly X509Certificate2 signer;
    private readonly X509Certificate2 stranger;
    private readonly X509Certificate2 root;

    /// <summary>Makes the authority.</summary>
    public VirtualTimestampAuthority(DateTimeOffset now, SigstoreFault fault)
    {
        this.fault = fault;
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var request = CertificateParts.Request("CN=virtual timestamps root", rootKey, HashAlgorithmName.SHA384);
        request.AddAuthority(pathLength: 0);
        var generator = X509SignatureGenerator.CreateForECDsa(rootKey);
        root = request.Create(request.SubjectName, generator, now.AddYears(-1), now.AddYears(5), CertificateParts.Serial());
        signer = Issue(request.SubjectName, generator, now);
        stranger = Issue(request.SubjectName, generator, now);
    }

    /// <summary>Whether the authority's certificate comes with each timestamp; it does unless set.</summary>
    public bool SendsCertificate { get; init; } = true;

    /// <summary>The chain that a trusted root lists, in DER: the authority's own certificate first.</summary>
    public IReadOnlyList<byte[]> Chain => [signer.RawData, root.RawData];

    /// <summary>Signs the time of a signature.</summary>
    public byte[] Sign(byte[] signature, DateTimeOffset now)
    {
        var request = Rfc3161TimestampRequest.CreateFromData(
            fault == SigstoreFault.TimestampOfOtherSignature ? [.. signature, 0] : signature,
            HashAlgorithmName.SHA256,
            requestSignerCertificates: SendsCertificate
        );
        return Answer(request.Encode(), now);
    }

    /// <summary>Answers a request.</summary>
    /// <param name="der">The request.</param>
    /// <param name="now">The time.</param>
    public byte[] Answer(byte[] der, DateTimeOffset now)
    {
        if (!Rfc3161TimestampRequest.TryDecode(der, out var request, out _) || fault == SigstoreFault.TimestampRefused)
        {
            return Response(status: 2, token: null);
        }

        var time = fault == SigstoreFault.TimestampAfterCertificate ? now.AddHours(1) : now;
        var info = Info(request, time);
        var content = new SignedCms(new ContentInfo(new Oid(TimestampInfo), info), detached: false);
        var signing = fault == SigstoreFault.TimestampByStranger ? stranger : signer;
        var cms = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, signing)
        {
            DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1"),
            IncludeOption = request.RequestSignerCertificate ? X509IncludeOption.EndCertOnly : X509IncludeOption.None,
        };
        cms.SignedAttributes.Add(
            new AsnEncodedData(
                SigningCertificateV2,
                CertificateHash(fault == SigstoreFault.TimestampOfOtherCertificate ? stranger : signing)
            )
        );
        content.ComputeSignature(cms, silent: true);
        var token = content.Encode();
        if (fault == SigstoreFault.TimestampTimeAltered)
        {
            // One second later, at the same place in the encoded time.
            var written = Info(request, time.AddSeconds(1));
            written.CopyTo(token.AsSpan(token.AsSpan().IndexOf(info)));
        }

        return Response(status: 0, token);
    }

    private X509Certificate2 Issue(X500DistinguishedName issuer, X509SignatureGenerator generator, DateTimeOffset now)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = CertificateParts.Request("CN=virtual timestamps", key, HashAlgorithmName.SHA384);
        request.AddUsage(X509KeyUsageFlags.DigitalSignature);
        request.AddPurposes(
            fault switch
            {
                SigstoreFault.TimestampAuthorityForServers => [ServerAuthentication],
                SigstoreFault.TimestampAuthorityForServersToo => [TimeStamping, ServerAuthentication],
                _ => [TimeStamping],
            },
            critical: fault != SigstoreFault.TimestampPurposeNotCritical
        );
        var end = fault == SigstoreFault.TimestampAuthorityExpired ? now.AddDays(-1) : now.AddMinutes(5);
        return request.Create(issuer, generator, now.AddMonths(-1), end, CertificateParts.Serial()).CopyWithPrivateKey(key);
    }

    private static byte[] Info(Rfc3161TimestampRequest request, DateTimeOffset now)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            writer.WriteObjectIdentifier("1.3.6.1.4.1.57264.2");
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(request.HashAlgorithmId.Value!);
                    writer.WriteNull();
                }

                writer.WriteOctetString(request.GetMessageHash().Span);
            }

            writer.WriteInteger(4711);
            writer.WriteGeneralizedTime(now, omitFractionalSeconds: true);
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
            }

            if (request.GetNonce() is { } nonce)
            {
                writer.WriteIntegerUnsigned(nonce.Span.TrimStart((byte)0));
            }
        }

        return writer.Encode();
    }

    private static byte[] CertificateHash(X509Certificate2 certificate)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteOctetString(SHA256.HashData(certificate.RawData));
        }

        return writer.Encode();
    }

    private static byte[] Response(int status, byte[]? token)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteInteger(status);
            }

            if (token is not null)
            {
                writer.WriteEncodedValue(token);
            }
        }

        return writer.Encode();
    }
}
