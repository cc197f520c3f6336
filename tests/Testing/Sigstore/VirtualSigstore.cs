using System.Security.Cryptography;
using System.Text;
using SupplyChain.Attestations;
using SupplyChain.Signing.Bundles;

namespace SupplyChain.Testing.Sigstore;

/// <summary>
/// All of Sigstore in this process: a certificate authority with its log, Rekor v1 and v2, a timestamp authority, and the trusted
/// root that names them. Each service has the inputs and outputs of the real one, so that it can be put behind an address.
/// </summary>
public sealed class VirtualSigstore
{
    private readonly SigstoreFault fault;

    /// <summary>Makes the services, of which all do right but for the one fault.</summary>
    public VirtualSigstore(SigstoreFault fault = SigstoreFault.None)
    {
        this.fault = fault;
        CertificateLog = new VirtualCertificateLog(fault);
        Authority = new VirtualAuthority(Now, CertificateLog, fault);
        Rekor = new VirtualLog("rekor.acme.example", isV1: true, fault);
        RekorV2 = new VirtualLog("log2026.rekor.acme.example", isV1: false, fault);
        Timestamps = new VirtualTimestampAuthority(Now, fault);
    }

    /// <summary>The time at which everything happens.</summary>
    public DateTimeOffset Now { get; } = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Issues certificates.</summary>
    public VirtualAuthority Authority { get; }

    /// <summary>Promises to hold certificates.</summary>
    public VirtualCertificateLog CertificateLog { get; }

    /// <summary>The log of the first generation.</summary>
    public VirtualLog Rekor { get; }

    /// <summary>The log of the second generation.</summary>
    public VirtualLog RekorV2 { get; }

    /// <summary>Signs times.</summary>
    public VirtualTimestampAuthority Timestamps { get; }

    /// <summary>The trusted root that names all services, in JSON.</summary>
    public byte[] TrustedRoot() => TrustedRootWriter.Write(this, fault);

    /// <summary>Signs a file.</summary>
    public Bundle SignFile(byte[] content, SigningShape? shape = null)
    {
        var hash = SHA256.HashData(content);
        var signed = Sign(content, shape ?? new SigningShape(), null);
        return new Bundle(signed.Material, new MessageSignature("SHA2_256", hash, signed.Signature))
        {
            MediaType = shape?.MediaType ?? BundleMediaTypes.V03,
        };
    }

    /// <summary>Signs a statement.</summary>
    public Bundle SignStatement(Statement statement, SigningShape? shape = null)
    {
        var payload = statement.ToBytes();
        var signed = Sign(Envelope.ToSignedBytes(Envelope.InToto, payload), shape ?? new SigningShape(), payload);
        return new Bundle(signed.Material, new Envelope(Envelope.InToto, payload, [new EnvelopeSignature(signed.Signature)]))
        {
            MediaType = shape?.MediaType ?? BundleMediaTypes.V03,
        };
    }

    private (VerificationMaterial Material, byte[] Signature) Sign(byte[] content, SigningShape shape, byte[]? payload)
    {
        using var fresh = ECDsa.Create(shape.Curve);
        var key = shape.Key ?? fresh;
        var certificate = shape.Key is null ? Authority.Issue(key, shape.Identity, Now) : null;
        var signature = Signature(key, content);
        var verifier = certificate ?? key.ExportSubjectPublicKeyInfo();
        if (fault == SigstoreFault.EntryForOtherCertificate)
        {
            verifier = Authority.Issue(key, shape.Identity, Now);
        }

        var entry = Log(
            fault == SigstoreFault.EntryForOtherContent ? [.. content, 0] : content,
            fault == SigstoreFault.EntryForOtherContent && payload is not null ? [.. payload, 0] : payload,
            fault == SigstoreFault.EntryForOtherSignature ? Signature(key, content) : signature,
            verifier,
            shape
        );
        var timestamped = (shape.IsTimestamped || shape.LogsInV2) && fault != SigstoreFault.NoTimestamp;
        return (
            new VerificationMaterial
            {
                PublicKeyHint = shape.Key is null ? null : Convert.ToBase64String(SHA256.HashData(verifier)),
                Certificates = certificate is null
                    ? []
                    : [.. Certificates(certificate, key, shape).Select(der => (ReadOnlyMemory<byte>)der)],
                LogEntries = fault switch
                {
                    SigstoreFault.NoEntry => [],
                    SigstoreFault.EntryTwice => [entry, entry],
                    _ => [entry],
                },
                SignedTimestamps = timestamped ? [Timestamps.Sign(signature, Now)] : [],
            },
            signature
        );
    }

    private IEnumerable<byte[]> Certificates(byte[] certificate, ECDsa key, SigningShape shape) =>
        fault switch
        {
            SigstoreFault.RootInBundle => [certificate, Authority.Root.RawData],
            SigstoreFault.StrangersCertificateInBundle => [certificate, Authority.Issue(key, shape.Identity, Now)],
            _ => [certificate],
        };

    private LogEntry Log(byte[] content, byte[]? payload, byte[] signature, byte[] verifier, SigningShape shape)
    {
        var hash = SHA256.HashData(content);
        var isCertificate = shape.Key is null;
        var pem = PemEncoding.WriteString(isCertificate ? "CERTIFICATE" : "PUBLIC KEY", verifier) + "\n";
        var envelope = payload is null ? null : new Envelope(Envelope.InToto, payload, [new EnvelopeSignature(signature)]);
        var kind =
            shape.EntryKind
            ?? (
                shape.LogsInV2 ? "hashedrekord/0.0.2"
                : envelope is null ? "hashedrekord/0.0.1"
                : "dsse/0.0.1"
            );
        var payloadHash = payload is null ? [] : SHA256.HashData(payload);
        var body = kind switch
        {
            _ when fault == SigstoreFault.EntryOfUnknownKind => Encoding.UTF8.GetBytes(
                $$$"""{"apiVersion":"{{{kind.Split('/')[1]}}}","kind":"rpm","spec":{}}"""
            ),
            "hashedrekord/0.0.1" => LogEntryBodies.Hashed(hash, signature, pem),
            "hashedrekord/0.0.2" => LogEntryBodies.HashedV2(hash, signature, verifier, isCertificate),
            "dsse/0.0.1" => LogEntryBodies.Dsse(envelope!, payloadHash, signature, pem),
            "intoto/0.0.2" => LogEntryBodies.InToto(envelope!, payloadHash, signature, pem),
            _ => throw new ArgumentException($"no entry of kind {kind}", nameof(shape)),
        };
        var name = fault == SigstoreFault.EntryOfUnknownKind ? "rpm" : kind.Split('/')[0];
        return (shape.LogsInV2 ? RekorV2 : Rekor).Add(body, name, kind.Split('/')[1], Now);
    }

    private static byte[] Signature(ECDsa key, byte[] content) =>
        key.SignData(
            content,
            key.KeySize > 256 ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence
        );
}
