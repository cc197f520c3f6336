using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Verification;
using SupplyChain.Testing.Sigstore;

namespace SupplyChain.Fuzzing;

/// <summary>Every kind of signature that is accepted: by certificates and keys, with all logs, in all forms, and the public cases.</summary>
internal static class MutationCases
{
    private static readonly Digest Image = Digest.Sha256("image"u8);

    public static IEnumerable<MutationCase> All() =>
        [
            .. SigstoreShapes.OfFiles.Select(shape => OfShape($"file, {shape.Key}", shape.Value, SigstoreCase.OfFile)),
            .. SigstoreShapes.OfStatements.Select(shape =>
                OfShape($"statement, {shape.Key}", shape.Value, SigstoreCase.OfStatement)
            ),
            .. Enum.GetValues<KeyAlgorithm>().SelectMany(OfKey),
            .. new[] { false, true }.SelectMany(OfOlderForms),
            .. PublicCases(),
        ];

    // The public cases are left out where the test data are not there, and the list shows it.
    private static IEnumerable<MutationCase> PublicCases() =>
        Environment.GetEnvironmentVariable("SUPPLYCHAIN_DATA") is { Length: > 0 }
            ? ConformanceCase.All.Where(one => one.Holds).Select(OfConformance)
            : [];

    // One other is by other services, the second by the same.
    private static MutationCase OfShape(
        string name,
        Func<SigningShape> make,
        Func<SigningShape?, SigstoreFault, SigstoreCase> sign
    )
    {
        var shape = make();
        var signed = sign(shape, SigstoreFault.None);
        var again = signed.Bundle.Envelope is null
            ? signed.Sigstore.SignFile(SigstoreCase.File, shape)
            : signed.Sigstore.SignStatement(SigstoreCase.Statement, shape);
        return new MutationCase(name, signed.Bundle.ToBytes(), json => IsVerified(json, signed.Verify))
        {
            Others = [sign(make(), SigstoreFault.None).Bundle.ToBytes(), again.ToBytes()],
        };
    }

    private static IEnumerable<MutationCase> OfKey(KeyAlgorithm algorithm)
    {
        var key = PrivateKey.Generate(algorithm, 2048);
        var verifier = new Verifier([new NamedKey("ci", key.PublicKey)]);
        EvidenceVerification Verify(Bundle bundle) =>
            verifier.VerifyAny(bundle, SignedContent.Of(SigstoreCase.File), SigstoreCase.Digest);
        byte[] Sign(PrivateKey signer) =>
            new BundleSigner(signer).SignAsync(SigstoreCase.Statement, CancellationToken.None).GetAwaiter().GetResult().ToBytes();
        byte[] SignFile(PrivateKey signer) =>
            new BundleSigner(signer)
                .SignBlobAsync(new MemoryStream(SigstoreCase.File), CancellationToken.None)
                .GetAwaiter()
                .GetResult()
                .ToBytes();
        var other = PrivateKey.Generate(algorithm, 2048);
        yield return new MutationCase($"statement, {algorithm} alone", Sign(key), json => IsVerified(json, Verify))
        {
            Others = [Sign(other)],
        };
        yield return new MutationCase($"file, {algorithm} alone", SignFile(key), json => IsVerified(json, Verify))
        {
            Others = [SignFile(other)],
        };
    }

    private static IEnumerable<MutationCase> OfOlderForms(bool isTimestamped)
    {
        var sigstore = new VirtualSigstore();
        var shape = new SigningShape { IsTimestamped = isTimestamped };
        var statement = new Statement([Subject.Of(Image)], SigstoreCase.Type, "{}"u8.ToArray());
        var verifier = new Verifier(
            new VerificationPolicy
            {
                TrustedRoot = SupplyChain.Signing.Trust.TrustedRoot.Parse(sigstore.TrustedRoot()),
                Identities = [SigstoreCase.Wanted()],
            }
        );
        var suffix = isTimestamped ? ", timestamp" : "";
        yield return new MutationCase(
            $"older signature{suffix}",
            OlderForm.OfSignature(sigstore, Image, shape).ToJson(),
            async json => verifier.VerifyImage(await ReadAsync(json), new Dictionary<string, string>()).IsVerified
        )
        {
            Others = [OlderForm.OfSignature(sigstore, Image, shape).ToJson()],
        };
        yield return new MutationCase(
            $"older attestation{suffix}",
            OlderForm.OfAttestation(sigstore, statement, shape).ToJson(),
            async json => verifier.VerifyAttestations(await ReadAsync(json), SigstoreCase.Type).IsVerified
        )
        {
            Others = [OlderForm.OfAttestation(sigstore, statement, shape).ToJson()],
        };
    }

    private static Task<EvidenceListing> ReadAsync(byte[] json)
    {
        var form = OlderForm.FromJson(json);
        var source = new OlderFormSource(Image, OlderForm.ManifestOf(form).ToBytes().ToArray(), [form]);
        return EvidenceListing.ReadAsync(source, Image, CancellationToken.None);
    }

    private static MutationCase OfConformance(ConformanceCase one)
    {
        var verifier = new Verifier(one.Policy);
        var digest = Digest.Sha256(one.Artifact);
        return new MutationCase(
            $"conformance, {one.Name}",
            one.Bundle,
            json => IsVerified(json, bundle => verifier.VerifyAny(bundle, SignedContent.Of(digest), digest))
        );
    }

    private static Task<bool> IsVerified(byte[] json, Func<Bundle, EvidenceVerification> verify)
    {
        try
        {
            return Task.FromResult(verify(Bundle.Parse(json)).IsVerified);
        }
        catch (UndeterminedException)
        {
            return Task.FromResult(false);
        }
    }
}
