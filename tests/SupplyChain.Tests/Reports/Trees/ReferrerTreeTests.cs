using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Reports.Trees;
using SupplyChain.Signing;
using SupplyChain.Signing.Keys;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using SupplyChain.Tests.Images;
using SupplyChain.Tests.Signing;
using Xunit;

namespace SupplyChain.Tests.Reports.Trees;

public sealed class ReferrerTreeTests(Cosign cosign) : IClassFixture<Cosign>, IDisposable
{
    private readonly ImageStores stores = new(new ImageStoreOptions());
    private readonly PrivateKey key = PrivateKey.Generate();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => stores.Dispose();

    [Fact]
    public async Task A_tree_shows_what_is_kept_beside_an_index_and_each_of_its_images()
    {
        await using var registry = await TestRegistry.StartAsync();
        var store = StoreOf(registry.Host);
        var (amd64, arm64, index) = await PushIndexAsync(store);
        var signature = await SignAsync(store, index);
        var note = await Samples.AttachAsync(store, amd64, "note");
        _ = await Samples.AttachAsync(store, note, "about the note");

        var tree = await ReferrerTree.ReadAsync(store, index.Digest, Token);

        Assert.Equal(TreeKind.Index, tree.Kind);
        Assert.Equal([amd64.Digest, arm64.Digest], tree.Images.Select(image => image.Digest));
        Assert.Equal(["linux/amd64", "linux/arm64"], tree.Images.Select(image => image.Platform?.ToString()));
        var shown = Assert.Single(tree.Referrers);
        Assert.Equal(signature.Manifest.Digest, shown.Digest);
        Assert.Equal(TreeKind.Signature, shown.Kind);
        Assert.Equal(PredicateTypes.ImageSignature, shown.PredicateType);
        Assert.Equal($"key {signature.Bundle.Material.PublicKeyHint}", shown.Signer);
        Assert.Equal(signature.Bundle.ToBytes().Length, shown.Size);
        Assert.Equal("2026-01-31T12:00:00Z", shown.Created);
        Assert.Equal(ReferrerPlaces.ReferrersApi, shown.Places);
        var artifact = Assert.Single(tree.Images[0].Referrers);
        Assert.Equal((TreeKind.Artifact, "application/test"), (artifact.Kind, artifact.ArtifactType));
        _ = Assert.Single(artifact.Referrers);
        Assert.Empty(tree.Images[1].Referrers);
    }

    [Theory]
    [InlineData(true, ReferrerPlaces.ReferrersApi | ReferrerPlaces.FallbackTag)]
    [InlineData(false, ReferrerPlaces.FallbackTag)]
    public async Task A_tree_tells_through_which_list_evidence_is_seen(bool referrersApi, ReferrerPlaces places)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { ReferrersApi = referrersApi });
        var store = StoreOf(registry.Host);
        var image = await Samples.PushImageAsync(store, "1.0");
        var evidence = await Samples.AttachAsync(store, image, "evidence");
        var fallback = new ImageIndex { MediaType = MediaTypes.OciIndex, Manifests = [evidence] }.ToBytes();
        var described = Descriptor.Of(MediaTypes.OciIndex, fallback.Span);
        await store.WriteManifestAsync(described, fallback, $"sha256-{image.Digest.Hex}", Token);

        Assert.Equal(places, Assert.Single((await ReferrerTree.ReadAsync(store, image.Digest, Token)).Referrers).Places);
    }

    [Fact]
    public async Task What_cosign_attaches_in_its_old_way_is_shown_one_by_one()
    {
        Peers.Require("cosign");
        await using var registry = await DockerRegistry.StartAsync();
        var store = StoreOf(registry.Host);
        var image = await Samples.PushImageAsync(store, "1.0");
        string[] old =
        [
            "--key",
            cosign.KeyPath,
            "--new-bundle-format=false",
            "--use-signing-config=false",
            "--tlog-upload=false",
            "-y",
        ];
        cosign.Folder.Write("predicate.json", "{}");
        var name = $"{registry.Host}/shop@{image.Digest}";
        await cosign.SucceedAsync(["sign", .. old, name]);
        await cosign.SucceedAsync(["attest", .. old, "--predicate", "predicate.json", "--type", "cyclonedx", name]);
        await cosign.SucceedAsync(["attest", .. old, "--predicate", "predicate.json", "--type", "openvex", name]);

        var referrers = (await ReferrerTree.ReadAsync(store, image.Digest, Token)).Referrers;

        Assert.Equal(
            [
                (TreeKind.Attestation, PredicateTypes.CycloneDx, ReferrerPlaces.AttestationTag),
                (TreeKind.Attestation, PredicateTypes.OpenVex, ReferrerPlaces.AttestationTag),
                (TreeKind.Signature, PredicateTypes.ImageSignature, ReferrerPlaces.SignatureTag),
            ],
            referrers.Select(node => (node.Kind, node.PredicateType!, node.Places)).OrderBy(node => node.Item2)
        );
        Assert.Equal(2, referrers.Select(node => node.Digest).Distinct().Count());
    }

    [Fact]
    public async Task Evidence_that_cannot_be_read_is_shown_with_the_reason_and_hides_no_other()
    {
        await using var registry = await TestRegistry.StartAsync();
        var store = StoreOf(registry.Host);
        var image = await Samples.PushImageAsync(store, "1.0");
        _ = await SignAsync(store, image);
        await SigningLayout.PlaceAsync(store, image, "no bundle"u8.ToArray());

        var referrers = (await ReferrerTree.ReadAsync(store, image.Digest, Token)).Referrers;

        Assert.Equal(2, referrers.Count);
        Assert.Single(referrers, node => node.Kind == TreeKind.Signature && node.Problem is null);
        Assert.Single(referrers, node => node.Kind == TreeKind.Artifact && node.Problem is not null);
    }

    private IImageStore StoreOf(string host) => stores.OpenStore(ImageLocation.Parse($"{host}/shop"));

    private Task<PublishedBundle> SignAsync(IImageStore store, Descriptor image) =>
        new ImageSigner(
            key,
            new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero))
        ).SignAsync(store, image, new Dictionary<string, string>(), Token);

    private static async Task<(Descriptor Amd64, Descriptor Arm64, Descriptor Index)> PushIndexAsync(IImageStore store)
    {
        var amd64 = await Samples.PushImageAsync(store, null, "one");
        var arm64 = await Samples.PushImageAsync(store, null, "two");
        var content = new ImageIndex
        {
            MediaType = MediaTypes.OciIndex,
            Manifests = [amd64 with { Platform = Platform.LinuxAmd64 }, arm64 with { Platform = Platform.Parse("linux/arm64") }],
        }.ToBytes();
        var index = Descriptor.Of(MediaTypes.OciIndex, content.Span);
        await store.WriteManifestAsync(index, content, "1.0", Token);
        return (amd64, arm64, index);
    }
}
