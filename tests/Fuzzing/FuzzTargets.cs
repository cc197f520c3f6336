using System.Text;
using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Certificates;
using SupplyChain.Signing.Timestamps;
using SupplyChain.Signing.Transparency;
using SupplyChain.Signing.Trust;
using SupplyChain.Testing.Sigstore;

namespace SupplyChain.Fuzzing;

/// <summary>What a stranger writes and this project reads: everything of signatures here and in <see cref="KeyTargets"/> and <see cref="OlderFormTargets"/>, what is scanned in <see cref="CatalogueTargets"/>, what it is scanned with in <see cref="ScanTargets"/>, manifests in <see cref="ManifestTarget"/>.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All()
    {
        var sigstore = new VirtualSigstore();
        var file = "content"u8.ToArray();
        var statement = new Statement([Subject.Of(Digest.Sha256(file))], "https://example.com/t", "{}"u8.ToArray());
        Bundle[] bundles =
        [
            sigstore.SignFile(file),
            sigstore.SignFile(file, new SigningShape { LogsInV2 = true }),
            sigstore.SignStatement(statement, new SigningShape { IsTimestamped = true }),
            sigstore.SignStatement(statement, new SigningShape { EntryKind = "intoto/0.0.2" }),
        ];
        var materials = bundles.Select(bundle => bundle.Material).ToArray();
        var entries = materials.SelectMany(material => material.LogEntries).ToArray();
        return
        [
            new FuzzTarget("bundle", [.. bundles.Select(bundle => bundle.ToBytes())], ReadBundle),
            new FuzzTarget(
                "certificate",
                [
                    .. materials.SelectMany(material => material.Certificates).Select(der => der.ToArray()),
                    .. sigstore.Authority.Chain,
                ],
                ReadCertificate
            ),
            new FuzzTarget(
                "checkpoint",
                [.. entries.Select(entry => Encoding.UTF8.GetBytes(entry.InclusionProof!.Checkpoint!))],
                input => _ = Checkpoint.Parse(Encoding.UTF8.GetString(input))
            ),
            new FuzzTarget(
                "timestamp",
                [.. materials.SelectMany(material => material.SignedTimestamps).Select(der => der.ToArray())],
                ReadTimestamp
            ),
            new FuzzTarget(
                "log-entry",
                [.. entries.Select(entry => entry.CanonicalizedBody.ToArray())],
                input => _ = LogEntryBody.Parse(input)
            ),
            new FuzzTarget("trusted-root", [sigstore.TrustedRoot()], input => _ = TrustedRoot.Parse(input)),
            .. KeyTargets.All(),
            .. OlderFormTargets.All(sigstore, statement),
            .. CatalogueTargets.All(),
            .. ScanTargets.All(),
            .. VersionTargets.All(),
            ManifestTarget.Make(),
        ];
    }

    private static void ReadBundle(byte[] input)
    {
        var written = Bundle.Parse(input).ToBytes();
        try
        {
            if (Bundle.Parse(written).ToBytes().AsSpan().SequenceEqual(written))
            {
                return;
            }
        }
        catch (UndeterminedException error)
        {
            throw new InvalidOperationException("A bundle is written so that it cannot be read.", error);
        }

        throw new InvalidOperationException("A bundle is written otherwise than it is read.");
    }

    private static void ReadCertificate(byte[] input)
    {
        var certificate = Certificate.Parse(input);
        _ = certificate.IsIssuedBy(certificate);
        _ = CertificateRules.FaultOfSigner(certificate, Oids.CodeSigning);
        _ = CertificateRules.FaultOfIssuer(certificate, Oids.CodeSigning, 0);
        _ = SignedCertificateTimestamp.ReadAll(certificate);
        _ = NameConstraints.Of(certificate)?.Allow(certificate);
        _ = CertificateClaims.Read(certificate);
    }

    private static void ReadTimestamp(byte[] input)
    {
        var token = TimestampToken.Parse(input);
        foreach (var certificate in token.Certificates)
        {
            _ = token.IsSignedBy(certificate);
        }
    }
}
