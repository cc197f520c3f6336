using SupplyChain.Images;
using SupplyChain.Images.Layouts;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using SupplyChain.Tests.Signing;
using Xunit;

namespace SupplyChain.Tests.Images;

/// <summary>What is under cosign's older tags at the destination of a copy is added to and never replaced.</summary>
public sealed class TaggedEvidenceTests(Cosign cosign) : IClassFixture<Cosign>, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ImageStores stores = new(new ImageStoreOptions());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        stores.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("registry", 0)]
    [InlineData("registry", 3)]
    [InlineData("layout", 0)]
    public async Task Signatures_of_both_are_layers_of_one_manifest_whichever_way_they_are_copied(string kind, int staleReads)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { StaleReads = staleReads });
        var source = Layout("source");
        IImageStore there = kind == "layout" ? Layout("there") : StoreOf($"{registry.Host}/prod");
        var image = await Samples.PushImageAsync(source, "1.0");
        _ = await Samples.PushImageAsync(there, "1.0");
        await TagAsync(source, image, ".sig", "one", "shared");
        await TagAsync(there, image, ".sig", "two", "shared");

        await CopyAsync(source, image, there);
        await CopyAsync(source, image, there);
        await CopyAsync(there, image, source);

        var merged = await ReadTagAsync(there, image, ".sig");
        Assert.Equal(["two", "shared", "one"], SignaturesOf(merged));
        Assert.Equal(merged.ToBytes(), (await ReadTagAsync(source, image, ".sig")).ToBytes());
        var config = await there.ReadBlobAsync(merged.Config, 1 << 16, Token);
        Assert.Equal(merged.Layers.Select(layer => layer.Digest), ImageConfig.Parse(config).RootFileSystem.DiffIds);
        Assert.Equal(Samples.Content("payload"), await Samples.ReadAsync(there, "payload"));
    }

    [Fact]
    public async Task A_layout_that_was_merged_into_still_has_one_image()
    {
        var image = await Samples.PushImageAsync(Layout("source"), "1.0");
        _ = await Samples.PushImageAsync(Layout("there"), null);
        await TagAsync(Layout("source"), image, ".sig", "one");
        await TagAsync(Layout("there"), image, ".sig", "two");

        await CopyAsync(Layout("source"), image, Layout("there"), name: null);

        var found = await stores.ResolveAsync(ImageLocation.Parse($"oci:{folder.At("there")}"), Token);
        Assert.Equal(image.Digest, found.Digest);
    }

    [Theory]
    [InlineData("registry", ".sbom")]
    [InlineData("layout", ".sbom")]
    [InlineData("layout", ".att")]
    public async Task What_cannot_be_merged_is_not_replaced_and_the_tag_is_named(string kind, string suffix)
    {
        await using var registry = await TestRegistry.StartAsync();
        var source = Layout("source");
        IImageStore there = kind == "layout" ? Layout("there") : StoreOf($"{registry.Host}/prod");
        var image = await Samples.PushImageAsync(source, "1.0");
        await TagAsync(source, image, suffix, "one");
        var taken = suffix == ".sbom" ? await TagAsync(there, image, suffix, "two") : await TagIndexAsync(there, image, suffix);

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => CopyAsync(source, image, there));

        Assert.Equal("image.tag-taken", error.Code);
        Assert.Contains($"sha256-{image.Digest.Hex}{suffix} ", error.Message, StringComparison.Ordinal);
        Assert.Equal(taken, (await there.ResolveAsync($"sha256-{image.Digest.Hex}{suffix}", Token))?.Digest);
        Assert.Null(await there.ResolveAsync("1.0", Token));
    }

    [Fact]
    public async Task The_same_sbom_is_copied_again()
    {
        var image = await Samples.PushImageAsync(Layout("source"), "1.0");
        var sbom = await TagAsync(Layout("source"), image, ".sbom", "one");
        await CopyAsync(Layout("source"), image, Layout("there"));
        await CopyAsync(Layout("source"), image, Layout("there"));
        Assert.Equal(sbom, (await Layout("there").ResolveAsync($"sha256-{image.Digest.Hex}.sbom", Token))?.Digest);
    }

    [Fact]
    public async Task A_registry_that_never_shows_what_was_merged_is_an_error()
    {
        await using var registry = await TestRegistry.StartAsync();
        var image = await Samples.PushImageAsync(Layout("source"), "1.0");
        await TagAsync(Layout("source"), image, ".sig", "one");
        registry.Add(RegistryFault.Status("GET", ".sig", 404) with { Times = int.MaxValue });

        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            CopyAsync(Layout("source"), image, StoreOf($"{registry.Host}/prod"))
        );
        Assert.Equal("registry.referrer-lost", error.Code);
    }

    [Theory]
    [InlineData("sign", "verify")]
    [InlineData("attest", "verify-attestation")]
    public async Task Cosign_accepts_both_keys_after_a_copy(string sign, string verify)
    {
        Peers.Require("cosign");
        await using var registry = await DockerRegistry.StartAsync();
        cosign.Folder.Write("predicate.json", "{}");
        if (!File.Exists(cosign.Folder.At("other.key")))
        {
            await cosign.SucceedAsync("generate-key-pair", "--output-key-prefix", "other");
        }

        var (source, there) = (StoreOf($"{registry.Host}/shop"), StoreOf($"{registry.Host}/prod"));
        var image = await Samples.PushImageAsync(source, "1.0");
        _ = await Samples.PushImageAsync(there, "1.0");
        await SignAsync(sign, "cosign.key", $"{registry.Host}/shop@{image.Digest}");
        await SignAsync(sign, "other.key", $"{registry.Host}/prod@{image.Digest}");

        await CopyAsync(source, image, there);

        string[] type = sign == "attest" ? ["--type", "cyclonedx"] : [];
        foreach (var key in new[] { "cosign.pub", "other.pub" })
        {
            await cosign.SucceedAsync([
                verify,
                "--key",
                key,
                "--new-bundle-format=false",
                "--insecure-ignore-tlog",
                .. type,
                $"{registry.Host}/prod:1.0",
            ]);
        }
    }

    private async Task SignAsync(string verb, string key, string image)
    {
        string[] predicate = verb == "attest" ? ["--predicate", "predicate.json", "--type", "cyclonedx"] : [];
        await cosign.SucceedAsync([
            verb,
            "--key",
            key,
            "--new-bundle-format=false",
            "--use-signing-config=false",
            "--tlog-upload=false",
            "-y",
            .. predicate,
            image,
        ]);
    }

    private OciLayout Layout(string name) => new(folder.At(name), TimeProvider.System);

    private IImageStore StoreOf(string repository) => stores.OpenStore(ImageLocation.Parse(repository));

    private static Task<Descriptor> CopyAsync(IImageSource source, Descriptor image, IImageStore there, string? name = "1.0") =>
        ImageCopier.CopyAsync(new ResolvedImage("shop", source, image), there, name, Token);

    // As cosign does it: the payload is the same for all who sign, the signature an annotation.
    private static async Task<Digest> TagAsync(IImageStore store, Descriptor image, string suffix, params string[] signatures)
    {
        var config = Samples.Describe("config of " + string.Join(' ', signatures), MediaTypes.OciConfig);
        await store.WriteBlobAsync(config, new MemoryStream(Samples.Content("config of " + string.Join(' ', signatures))), Token);
        var payload = Samples.Describe("payload", "application/vnd.dev.cosign.simplesigning.v1+json");
        await store.WriteBlobAsync(payload, new MemoryStream(Samples.Content("payload")), Token);
        var content = new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            Config = config,
            Layers =
            [
                .. signatures.Select(signature =>
                    payload with
                    {
                        Annotations = new() { ["dev.cosignproject.cosign/signature"] = signature },
                    }
                ),
            ],
        }.ToBytes();
        var manifest = Descriptor.Of(MediaTypes.OciManifest, content.Span);
        await store.WriteManifestAsync(manifest, content, $"sha256-{image.Digest.Hex}{suffix}", Token);
        return manifest.Digest;
    }

    private static async Task<Digest> TagIndexAsync(IImageStore store, Descriptor image, string suffix)
    {
        var content = new ImageIndex { MediaType = MediaTypes.OciIndex, Manifests = [] }.ToBytes();
        var index = Descriptor.Of(MediaTypes.OciIndex, content.Span);
        await store.WriteManifestAsync(index, content, $"sha256-{image.Digest.Hex}{suffix}", Token);
        return index.Digest;
    }

    private static async Task<ImageManifest> ReadTagAsync(IImageSource source, Descriptor image, string suffix)
    {
        var named = await source.ResolveAsync($"sha256-{image.Digest.Hex}{suffix}", Token);
        return ImageManifest.Parse((await source.ReadManifestAsync(named!.Digest, Token))!.Value, "the tag");
    }

    private static IEnumerable<string> SignaturesOf(ImageManifest manifest) =>
        manifest.Layers.Select(layer => layer.Annotations!["dev.cosignproject.cosign/signature"]);
}
