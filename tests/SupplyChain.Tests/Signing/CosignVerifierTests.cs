using System.Text;
using Microsoft.Extensions.Time.Testing;
using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Signers;
using SupplyChain.Signing.Trust;
using SupplyChain.Signing.Verification;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using SupplyChain.Testing.Sigstore;
using SupplyChain.Tests.Images;
using Xunit;

namespace SupplyChain.Tests.Signing;

/// <summary>Images in a real registry and files, verified through the real cosign with the answers that this program gives itself.</summary>
public sealed class CosignVerifierTests : IAsyncLifetime
{
    private const string TestType = PredicateTypes.TestResult;

    private static readonly IReadOnlyDictionary<string, string> NoAnnotations = new Dictionary<string, string>();
    private static readonly PrivateKey Key = PrivateKey.Generate();
    private static readonly PrivateKey Other = PrivateKey.Generate();

    private readonly TemporaryFolder folder = new();
    private readonly ImageStores stores = new(new ImageStoreOptions());
    private readonly SignerOpener opener = new(
        new KeyAccess { Environment = _ => null, Password = _ => null },
        TimeProvider.System
    );
    private DockerRegistry registry = null!;
    private Descriptor image = null!;
    private IImageStore store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static VerificationPolicy ByKey { get; } = new() { Keys = [new NamedKey("ci", Key.PublicKey)] };

    public async ValueTask InitializeAsync()
    {
        Peers.Require("cosign");
        registry = await DockerRegistry.StartAsync();
        var location = ImageLocation.Parse($"{registry.Host}/shop");
        store = stores.OpenStore(location);
        image = await Samples.PushImageAsync(store, "v1");
    }

    public async ValueTask DisposeAsync()
    {
        opener.Dispose();
        stores.Dispose();
        folder.Dispose();
        await registry.DisposeAsync();
    }

    [Fact]
    public async Task A_signed_image_is_verified_and_what_was_not_looked_at_is_said()
    {
        await SignAsync(Key, "prod");
        var report = await VerifyAsync(ByKey, annotations: new Dictionary<string, string> { ["env"] = "prod" });

        Assert.True(report.IsVerified, report.Message);
        Assert.EndsWith(" has a verified signature by ci.", report.Message, StringComparison.Ordinal);
        Assert.Contains(
            Assert.Single(report.Results).Checks,
            check => check is { Id: CheckIds.LogEntry, Outcome: CheckOutcome.Skipped }
        );
    }

    [Fact]
    public async Task Each_way_of_not_being_signed_is_told_apart()
    {
        Assert.Equal(VerificationStatus.Missing, (await VerifyAsync(ByKey)).Status);
        await AttestAsync(Key);
        // cosign itself takes the attestation for a signature.
        Assert.Equal(VerificationStatus.WrongType, (await VerifyAsync(ByKey)).Status);
        await SignAsync(Other, "prod");
        await SignAsync(Key, "prod");
        Assert.Equal(
            VerificationStatus.OtherAnnotations,
            (await VerifyAsync(ByKey, annotations: new Dictionary<string, string> { ["env"] = "dev" })).Status
        );
    }

    [Fact]
    public async Task Another_key_and_another_images_signature_are_denied()
    {
        await SignAsync(Other, "prod");
        var wrong = await VerifyAsync(ByKey);
        Assert.Equal((VerificationStatus.WrongKey, ExitCode.Deny), (wrong.Status, wrong.ExitCode));

        var second = await Samples.PushImageAsync(store, "v2", "other layer");
        var moved = new BundleSigner(Key).Sign(
            new Statement([Subject.Of(image.Digest)], PredicateTypes.ImageSignature, "{}"u8.ToArray())
        );
        await store.PlaceAsync(second, moved.ToBytes(), Token);
        var verifier = await OpenAsync(ByKey, null);
        Assert.Equal(
            VerificationStatus.OtherSubject,
            (await verifier.VerifyImageAsync(store.Location, second.Digest, NoAnnotations, Token)).Status
        );
    }

    [Fact]
    public async Task An_attestation_is_asked_for_by_its_type()
    {
        Assert.Equal(VerificationStatus.Missing, (await VerifyAsync(ByKey, TestType)).Status);
        await SignAsync(Key, "prod");
        Assert.Equal(VerificationStatus.WrongType, (await VerifyAsync(ByKey, TestType)).Status);
        await AttestAsync(Key);
        Assert.True((await VerifyAsync(ByKey, TestType)).IsVerified);
        Assert.Equal(VerificationStatus.WrongType, (await VerifyAsync(ByKey, PredicateTypes.Spdx)).Status);
    }

    [Fact]
    public async Task Several_signers_are_counted_and_one_key_under_two_names_is_one()
    {
        await SignAsync(Key, "prod");
        await SignAsync(Other, "prod");
        var two = new VerificationPolicy
        {
            Keys = [new NamedKey("a", Key.PublicKey), new NamedKey("b", Other.PublicKey)],
            Signers = 2,
        };
        Assert.True((await VerifyAsync(two)).IsVerified);

        var third = two with { Keys = [.. two.Keys, new NamedKey("c", PrivateKey.Generate().PublicKey)], Signers = 3 };
        Assert.Equal(VerificationStatus.TooFewSigners, (await VerifyAsync(third)).Status);
        await Assert.ThrowsAsync<ConfigurationException>(() =>
            VerifyAsync(two with { Keys = [new NamedKey("a", Key.PublicKey), new NamedKey("b", Key.PublicKey)] })
        );
    }

    [Fact]
    public async Task A_registry_that_is_not_there_leaves_it_undetermined()
    {
        var verifier = await OpenAsync(ByKey, null);
        var absent = $"127.0.0.1:{LoopbackPort.Free()}/shop";
        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            verifier.VerifyImageAsync(absent, image.Digest, NoAnnotations, Token)
        );

        Assert.Equal("cosign.failed", error.Code);
        Assert.Contains("connection refused", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identity_is_verified_by_the_trusted_root_and_another_is_denied()
    {
        var sigstore = new VirtualSigstore();
        var root = folder.At("root.json");
        await File.WriteAllBytesAsync(root, sigstore.TrustedRoot(), Token);
        var statement = new Statement([Subject.Of(image.Digest)], PredicateTypes.ImageSignature, "{}"u8.ToArray());
        await store.PlaceAsync(image, sigstore.SignStatement(statement).ToBytes(), Token);
        var wanted = SigstoreCase.Wanted();
        Assert.True((await VerifyAsync(ByIdentity(root, wanted), root: root)).IsVerified);

        // cosign alone would be content with the beginning.
        var prefix = TextPattern.Matching("https://github.com/acme/shop/.github/workflows/release.yml");
        foreach (
            var other in new[]
            {
                wanted with
                {
                    Identity = prefix,
                },
                wanted with
                {
                    Identity = TextPattern.Exactly("someone@acme.example"),
                },
                wanted with
                {
                    Issuer = TextPattern.Exactly("https://gitlab.com"),
                },
            }
        )
        {
            Assert.Equal(VerificationStatus.WrongIdentity, (await VerifyAsync(ByIdentity(root, other), root: root)).Status);
        }

        var stranger = folder.At("stranger.json");
        await File.WriteAllBytesAsync(stranger, new VirtualSigstore().TrustedRoot(), Token);
        Assert.Equal(VerificationStatus.Untrusted, (await VerifyAsync(ByIdentity(stranger, wanted), root: stranger)).Status);
    }

    [Fact]
    public async Task A_claim_that_cosign_cannot_ask_for_is_refused()
    {
        var root = folder.At("root.json");
        await File.WriteAllBytesAsync(root, new VirtualSigstore().TrustedRoot(), Token);
        var identity = SigstoreCase.Wanted() with
        {
            Claims = new Dictionary<string, TextPattern> { ["runner-environment"] = TextPattern.Exactly("github-hosted") },
        };
        var error = await Assert.ThrowsAsync<ConfigurationException>(() => VerifyAsync(ByIdentity(root, identity), root: root));

        Assert.Equal("cosign.claim", error.Code);
    }

    [Fact]
    public async Task A_file_is_verified_with_its_signature_and_with_its_statement()
    {
        var file = folder.Write("file", "content");
        var digest = Digest.Sha256("content"u8);
        var signed = await new BundleSigner(Key).SignBlobAsync(new MemoryStream("content"u8.ToArray()), Token);
        var attested = new BundleSigner(Key).Sign(new Statement([Subject.Of(digest)], TestType, "{}"u8.ToArray()));
        var verifier = await OpenAsync(ByKey, null);

        Assert.True((await VerifyFileAsync(verifier, file, signed)).IsVerified);
        Assert.True((await VerifyFileAsync(verifier, digest.ToString(), signed)).IsVerified);
        Assert.True((await VerifyFileAsync(verifier, file, attested)).IsVerified);
        Assert.True((await VerifyFileAsync(verifier, digest.ToString(), attested, TestType)).IsVerified);
        Assert.Equal(VerificationStatus.WrongType, (await VerifyFileAsync(verifier, file, signed, TestType)).Status);
        Assert.Equal(VerificationStatus.WrongType, (await VerifyFileAsync(verifier, file, attested, PredicateTypes.Spdx)).Status);
        var changed = folder.Write("changed", "contents");
        Assert.Equal(VerificationStatus.Tampered, (await VerifyFileAsync(verifier, changed, signed)).Status);
        var stranger = await OpenAsync(new VerificationPolicy { Keys = [new NamedKey("other", Other.PublicKey)] }, null);
        Assert.Equal(VerificationStatus.WrongKey, (await VerifyFileAsync(stranger, file, signed)).Status);
        Assert.Equal(VerificationStatus.OtherSubject, (await VerifyFileAsync(verifier, changed, attested)).Status);
    }

    private static VerificationPolicy ByIdentity(string root, CertificateIdentity identity) =>
        new() { Identities = [identity], TrustedRoot = TrustedRoot.Load(root) };

    private async Task<EvidenceVerification> VerifyFileAsync(
        CosignVerifier verifier,
        string file,
        Bundle bundle,
        string? type = null
    )
    {
        var path = folder.Write("bundle.json", Encoding.UTF8.GetString(bundle.ToBytes()));
        return await verifier.VerifyBlobAsync(file, path, bundle, type, Token);
    }

    private async Task<VerificationReport> VerifyAsync(
        VerificationPolicy policy,
        string? type = null,
        IReadOnlyDictionary<string, string>? annotations = null,
        string? root = null
    )
    {
        var verifier = await OpenAsync(policy, root);
        return type is null
            ? await verifier.VerifyImageAsync(store.Location, image.Digest, annotations ?? NoAnnotations, Token)
            : await verifier.VerifyAttestationsAsync(store.Location, image.Digest, type, Token);
    }

    private Task<CosignVerifier> OpenAsync(VerificationPolicy policy, string? root) =>
        opener.OpenVerifierAsync(new CosignVerifierRequest { Policy = policy, TrustedRootFile = root }, Token);

    private Task<PublishedBundle> SignAsync(PrivateKey key, string env) =>
        new ImageSigner(key, new FakeTimeProvider()).SignAsync(
            store,
            image,
            new Dictionary<string, string> { ["env"] = env },
            Token
        );

    private Task<PublishedBundle> AttestAsync(PrivateKey key) =>
        new ImageSigner(key, new FakeTimeProvider()).AttestAsync(
            store,
            image,
            SigningLayout.StatementOf(image, TestType, """{"result":"PASSED","configuration":[]}"""),
            Token
        );
}
