using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing.Trust;
using SupplyChain.Signing.Verification;
using SupplyChain.Testing.Sigstore;

namespace SupplyChain.Fuzzing;

/// <summary>Manifests that hold signatures and attestations in cosign's older form, and the payloads of both forms.</summary>
internal static class OlderFormTargets
{
    private static readonly Digest Image = Digest.Sha256("image"u8);

    public static IEnumerable<FuzzTarget> All(VirtualSigstore sigstore, Statement statement)
    {
        var timestamped = new SigningShape { IsTimestamped = true };
        OlderForm[] signatures = [OlderForm.OfSignature(sigstore, Image), OlderForm.OfSignature(sigstore, Image, timestamped)];
        OlderForm[] attestations =
        [
            OlderForm.OfAttestation(sigstore, statement),
            OlderForm.OfAttestation(sigstore, statement, timestamped),
        ];
        var root = TrustedRoot.Parse(sigstore.TrustedRoot());
        var verifier = new Verifier(new VerificationPolicy { TrustedRoot = root, Identities = [SigstoreCase.Wanted()] });
        OlderForm[] all = [.. signatures, .. attestations];
        return
        [
            new FuzzTarget(
                "older-form",
                [
                    .. all.Select(form => OlderForm.ManifestOf(form).ToBytes().ToArray()),
                    OlderForm.ManifestOf(all).ToBytes().ToArray(),
                ],
                input => Verify(verifier, new OlderFormSource(Image, input, all))
            ),
            new FuzzTarget(
                "payload",
                [.. signatures.Select(form => form.Content)],
                input => _ = SimpleSigning.Parse(input, ReadOnlyMemory<byte>.Empty)
            ),
            new FuzzTarget("envelope", [.. attestations.Select(form => form.Content)], input => _ = Envelope.Parse(input)),
            new FuzzTarget("statement", [statement.ToBytes()], input => _ = Statement.Parse(input)),
        ];
    }

    private static void Verify(Verifier verifier, OlderFormSource source)
    {
        var evidence = EvidenceListing.ReadAsync(source, Image, CancellationToken.None).GetAwaiter().GetResult();
        var report = verifier.VerifyImage(evidence, new Dictionary<string, string>());
        _ = report.Message;
        _ = verifier.VerifyAttestations(evidence, SigstoreCase.Type).Message;
        if (evidence.Items.All(item => item.Problem is not null))
        {
            throw new FormatException("nothing of it can be read");
        }
    }
}
