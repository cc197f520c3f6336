using System.Text;
using Microsoft.Extensions.Time.Testing;
using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Verification;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using SupplyChain.Tests.Images;
using Xunit;

namespace SupplyChain.Tests.Signing;

/// <summary>Images in a real registry, signed and attested here and by cosign, verified by the other.</summary>
public sealed class CosignImageTests(Cosign cosign) : IClassFixture<Cosign>, IAsyncLifetime
{
    private static readonly IReadOnlyDictionary<string, string> NoAnnotations = new Dictionary<string, string>();

    private readonly ImageStores stores = new(new ImageStoreOptions());
    private DockerRegistry registry = null!;
    private IImageStore store = null!;
    private Descriptor image = null!;
    private PrivateKey key = null!;
    private ImageSigner signer = null!;
    private Verifier verifier = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Name => $"{registry.Host}/shop@{image.Digest}";

    public async ValueTask InitializeAsync()
    {
        Peers.Require("cosign");
        registry = await DockerRegistry.StartAsync();
        store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop"));
        image = await Samples.PushImageAsync(store, "v1");
        key = KeyFile.Load(cosign.KeyPath, () => Cosign.Password);
        signer = new ImageSigner(key, new FakeTimeProvider());
        verifier = new Verifier([new NamedKey("ci", key.PublicKey)]);
    }

    public async ValueTask DisposeAsync()
    {
        stores.Dispose();
        await registry.DisposeAsync();
    }

    [Fact]
    public async Task An_image_signed_here_is_verified_by_cosign()
    {
        await signer.SignAsync(store, image, new Dictionary<string, string> { ["env"] = "prod" }, Token);

        var output = await cosign.SucceedAsync(Verify("-a", "env=prod"));
        Assert.Contains(PredicateTypes.ImageSignature, output, StringComparison.Ordinal);
        Assert.NotEqual(0, (await cosign.RunAsync(Verify("-a", "env=dev"))).ExitCode);
        Assert.True((await VerifyImageAsync()).IsVerified);
    }

    [Fact]
    public async Task A_statement_attested_here_is_verified_by_cosign_with_its_predicate()
    {
        await AttestAsync(image, PredicateTypes.TestResult, """{"result":"PASSED","configuration":[]}""");

        var output = await cosign.SucceedAsync(VerifyAttestation(PredicateTypes.TestResult));
        var payload = Envelope.Parse(Encoding.UTF8.GetBytes(output.Trim())).ReadStatement();
        Assert.Equal("""{"result":"PASSED","configuration":[]}""", Encoding.UTF8.GetString(payload.Predicate.Span));
        Assert.NotEqual(0, (await cosign.RunAsync(VerifyAttestation(PredicateTypes.Provenance))).ExitCode);
    }

    [Theory]
    [InlineData("--signing-config", "offline.json")]
    [InlineData("--use-signing-config=false", "--tlog-upload=false")]
    public async Task An_image_signed_by_cosign_is_verified_here(string first, string second)
    {
        await cosign.SucceedAsync("sign", "--key", cosign.KeyPath, first, second, "-a", "env=prod", "-y", Name);
        var wanted = new Dictionary<string, string> { ["env"] = "prod" };
        var report = await verifier.VerifyImageAsync(store, image.Digest, wanted, Token);

        Assert.True(report.IsVerified, report.Message);
        Assert.Equal(EvidencePlace.Referrer, Assert.Single(report.Results).Evidence.Place);
    }

    [Fact]
    public async Task An_image_signed_by_cosign_in_its_older_form_is_verified_here()
    {
        await SignInOlderFormAsync();
        var report = await verifier.VerifyImageAsync(
            store,
            image.Digest,
            new Dictionary<string, string> { ["env"] = "prod" },
            Token
        );

        Assert.True(report.IsVerified, report.Message);
        Assert.Equal(EvidencePlace.SignatureTag, Assert.Single(report.Results).Evidence.Place);
    }

    [Fact]
    public async Task A_statement_attested_by_cosign_is_verified_here_in_both_forms()
    {
        var predicate = cosign.Folder.Write("predicate.json", """{"result":"PASSED","configuration":[]}""");
        string[] attest =
        [
            "attest",
            "--key",
            cosign.KeyPath,
            "--type",
            PredicateTypes.TestResult,
            "--predicate",
            predicate,
            "-y",
            Name,
        ];
        await cosign.SucceedAsync([.. attest, "--signing-config", "offline.json"]);
        await cosign.SucceedAsync([.. attest, "--use-signing-config=false", "--tlog-upload=false", "--new-bundle-format=false"]);
        var report = await verifier.VerifyAttestationsAsync(store, image.Digest, PredicateTypes.TestResult, Token);

        Assert.Equal(
            [EvidencePlace.Referrer, EvidencePlace.AttestationTag],
            report.Verified.Select(result => result.Evidence.Place).Order()
        );
        Assert.Equal(VerificationStatus.WrongType, (await VerifyImageAsync()).Status);
    }

    [Fact]
    public async Task A_foreign_bundle_beside_a_good_older_signature_hides_nothing()
    {
        await SignInOlderFormAsync();
        await new ImageSigner(PrivateKey.Generate(), new FakeTimeProvider()).SignAsync(store, image, NoAnnotations, Token);

        Assert.True((await VerifyImageAsync()).IsVerified);
    }

    [Fact]
    public async Task Another_key_is_denied_by_both()
    {
        await new ImageSigner(PrivateKey.Generate(), new FakeTimeProvider()).SignAsync(store, image, NoAnnotations, Token);

        await AssertBothDenyAsync(VerificationStatus.WrongKey);
    }

    [Fact]
    public async Task An_unsigned_image_is_denied_by_both() => await AssertBothDenyAsync(VerificationStatus.Missing);

    [Fact]
    public async Task Another_images_signature_is_denied_by_both()
    {
        var other = await Samples.PushImageAsync(store, "v2", "other layer");
        var statement = new Statement([Subject.Of(other.Digest)], PredicateTypes.ImageSignature, "{}"u8.ToArray());
        await PlaceAsync(new BundleSigner(key).Sign(statement));

        await AssertBothDenyAsync(VerificationStatus.OtherSubject);
    }

    [Fact]
    public async Task A_changed_byte_is_denied_by_both()
    {
        var statement = new Statement([Subject.Of(image.Digest)], PredicateTypes.ImageSignature, "{}"u8.ToArray());
        var bundle = new BundleSigner(key).Sign(statement);
        var signature = bundle.Envelope!.Signatures[0].Bytes.ToArray();
        signature[^1] ^= 1;
        var changed = bundle.Envelope with { Signatures = [new EnvelopeSignature(signature)] };
        await PlaceAsync(new Bundle(bundle.Material, changed));

        await AssertBothDenyAsync(VerificationStatus.Tampered);
    }

    private Task<string> SignInOlderFormAsync() =>
        cosign.SucceedAsync(
            "sign",
            "--key",
            cosign.KeyPath,
            "--use-signing-config=false",
            "--tlog-upload=false",
            "--new-bundle-format=false",
            "-a",
            "env=prod",
            "-y",
            Name
        );

    private async Task AssertBothDenyAsync(VerificationStatus expected)
    {
        var report = await VerifyImageAsync();
        Assert.Equal(expected, report.Status);
        Assert.Equal(ExitCode.Deny, report.ExitCode);
        Assert.NotEqual(0, (await cosign.RunAsync(Verify())).ExitCode);
    }

    private Task<VerificationReport> VerifyImageAsync() => verifier.VerifyImageAsync(store, image.Digest, NoAnnotations, Token);

    private Task<PublishedBundle> AttestAsync(Descriptor subject, string type, string predicate) =>
        signer.AttestAsync(store, subject, SigningLayout.StatementOf(subject, type, predicate), Token);

    private Task PlaceAsync(Bundle bundle) => SigningLayout.PlaceAsync(store, image, bundle.ToBytes());

    private string[] Verify(params string[] more) =>
        ["verify", "--key", cosign.PublicKeyPath, "--insecure-ignore-tlog", .. more, Name];

    private string[] VerifyAttestation(string type) =>
        ["verify-attestation", "--key", cosign.PublicKeyPath, "--insecure-ignore-tlog", "--type", type, Name];
}
