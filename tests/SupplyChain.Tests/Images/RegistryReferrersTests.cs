using System.Text.Json.Nodes;
using SupplyChain.Images;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Images;

public sealed class RegistryReferrersTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, 0, int.MaxValue)]
    [InlineData(true, 0, 3)]
    [InlineData(false, 0, int.MaxValue)]
    [InlineData(false, 3, int.MaxValue)]
    public async Task Parallel_writers_lose_nothing(bool referrersApi, int staleReads, int pageSize)
    {
        await using var registry = await TestRegistry.StartAsync(
            new TestRegistryOptions
            {
                ReferrersApi = referrersApi,
                StaleReads = staleReads,
                PageSize = pageSize,
            }
        );
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        var image = await Samples.PushImageAsync(store, "1.0");

        await Parallel.ForAsync(
            0,
            12,
            new ParallelOptions { MaxDegreeOfParallelism = 12, CancellationToken = Token },
            async (number, _) =>
            {
                using var own = new ImageStores(new ImageStoreOptions());
                var writer = own.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
                await Samples.AttachAsync(writer, image, $"evidence {number}");
            }
        );

        using var fresh = new ImageStores(new ImageStoreOptions());
        var reader = fresh.OpenSource(ImageLocation.Parse($"{registry.Host}/shop/api"));
        Assert.Equal(12, (await reader.ListReferrersAsync(image.Digest, Token)).Count);
    }

    [Fact]
    public async Task The_fallback_index_says_what_each_entry_is()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { ReferrersApi = false });
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        var image = await Samples.PushImageAsync(store, "1.0");
        var referrer = await Samples.AttachAsync(store, image, "evidence");

        var index = registry.Contents.Manifests[
            ("shop/api", registry.Contents.FindTag("shop/api", $"sha256-{image.Digest.Hex}")!.Value)
        ];
        var entry = Assert.Single(JsonNode.Parse(index.Content)!["manifests"]!.AsArray())!;
        Assert.Equal(referrer.Digest.ToString(), (string?)entry["digest"]);
        Assert.Equal("application/test", (string?)entry["artifactType"]);
        Assert.Equal("2026-01-01T00:00:00Z", (string?)entry["annotations"]?["org.opencontainers.image.created"]);
        Assert.Equal(MediaTypes.OciIndex, index.MediaType);
    }

    [Fact]
    public async Task With_the_referrers_api_no_fallback_tag_is_written()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        var image = await Samples.PushImageAsync(store, "1.0");
        _ = await Samples.AttachAsync(store, image, "evidence");

        Assert.Equal(["1.0"], registry.Contents.ListTags("shop/api"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_same_evidence_twice_is_one_referrer(bool referrersApi)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { ReferrersApi = referrersApi });
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        var image = await Samples.PushImageAsync(store, "1.0");
        var first = await Samples.AttachAsync(store, image, "evidence", created: "2026-01-01T00:00:00Z");
        var second = await Samples.AttachAsync(store, image, "evidence", created: "2026-01-02T00:00:00Z");

        Assert.Equal(first.Digest, second.Digest);
        Assert.Equal(first.Digest, Assert.Single(await store.ListReferrersAsync(image.Digest, Token)).Digest);
    }

    [Fact]
    public async Task What_is_listed_and_names_another_subject_is_no_referrer()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { ReferrersApi = false });
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        var image = await Samples.PushImageAsync(store, "1.0", "one");
        var other = await Samples.PushImageAsync(store, "2.0", "two");
        _ = await Samples.AttachAsync(store, other, "evidence");
        registry.Contents.SetTag(
            "shop/api",
            $"sha256-{image.Digest.Hex}",
            registry.Contents.FindTag("shop/api", $"sha256-{other.Digest.Hex}")!.Value
        );

        Assert.Empty(await store.ListReferrersAsync(image.Digest, Token));
        _ = Assert.Single(await store.ListReferrersAsync(other.Digest, Token));
    }

    [Fact]
    public async Task An_entry_that_nobody_here_understands_and_another_writer_dropped_is_listed_again_as_it_was()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { ReferrersApi = false });
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        var image = await Samples.PushImageAsync(store, "1.0");
        var old = PutArtifactManifest(registry, image);
        var first = await Samples.AttachAsync(store, image, "first");
        PutIndex(registry, image, first);

        var second = await Samples.AttachAsync(store, image, "second");

        var tag = registry.Contents.FindTag("shop/api", $"sha256-{image.Digest.Hex}")!.Value;
        var listed = ImageIndex.Parse(registry.Contents.Manifests[("shop/api", tag)].Content, "the index").Manifests;
        Assert.Equal(
            new[] { old, first, second }.OrderBy(entry => $"{entry.Digest}"),
            listed.Select(entry => entry with { Annotations = null }).OrderBy(entry => $"{entry.Digest}"),
            (one, other) =>
                (one.Digest, one.MediaType, one.ArtifactType, one.Size)
                == (other.Digest, other.MediaType, other.ArtifactType, other.Size)
        );
        Assert.Equal(2, (await store.ListReferrersAsync(image.Digest, Token)).Count);
    }

    [Fact]
    public async Task A_referrer_that_the_registry_never_lists_is_an_error()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { ReferrersApi = false });
        registry.Add(RegistryFault.Status("GET", "/manifests/sha256-", 404) with { Times = int.MaxValue });
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        var image = await Samples.PushImageAsync(store, null);

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => Samples.AttachAsync(store, image, "evidence"));
        Assert.Equal("registry.referrer-lost", error.Code);
    }

    [Fact]
    public async Task Oras_and_we_list_what_the_other_attached_on_a_registry_without_the_api()
    {
        await using var registry = await DockerRegistry.StartAsync();
        using var folder = new TemporaryFolder();
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        var image = await Samples.PushImageAsync(store, "1.0");
        var ours = await Samples.AttachAsync(store, image, "evidence");
        folder.Write("note.txt", "note");

        var attached = await PeerProcess.RunAsync(
            "oras",
            [
                "attach",
                "--plain-http",
                "--artifact-type",
                "application/note",
                $"{registry.Host}/shop/api:1.0",
                "note.txt:text/plain",
            ],
            workingDirectory: folder.Path
        );
        Assert.True(attached.IsSuccess, attached.StandardError);
        var discovered = await PeerProcess.RunAsync(
            "oras",
            ["discover", "--plain-http", "--format", "json", $"{registry.Host}/shop/api:1.0"]
        );

        var listed = await store.ListReferrersAsync(image.Digest, Token);
        Assert.Equal(["application/note", "application/test"], listed.Select(entry => entry.Descriptor.ArtifactType).Order());
        Assert.Contains(ours.Digest.ToString(), discovered.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("application/test", discovered.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("application/note", discovered.StandardOutput, StringComparison.Ordinal);
    }

    // As clients wrote it before version 1.1 of the image specification dropped it.
    private static Descriptor PutArtifactManifest(TestRegistry registry, Descriptor image)
    {
        const string mediaType = "application/vnd.oci.artifact.manifest.v1+json";
        var content = Samples.Content(
            $$"""{"mediaType":"{{mediaType}}","artifactType":"application/old","blobs":[],"subject":{"mediaType":"{{image.MediaType}}","digest":"{{image.Digest}}","size":{{image.Size}}} }"""
        );
        var old = Descriptor.Of(mediaType, content) with { ArtifactType = "application/old" };
        registry.Contents.Manifests[("shop/api", old.Digest)] = (mediaType, content);
        PutIndex(registry, image, old);
        return old;
    }

    private static void PutIndex(TestRegistry registry, Descriptor image, params Descriptor[] entries)
    {
        var index = new ImageIndex { MediaType = MediaTypes.OciIndex, Manifests = entries }
            .ToBytes()
            .ToArray();
        registry.Contents.Manifests[("shop/api", Digest.Sha256(index))] = (MediaTypes.OciIndex, index);
        registry.Contents.SetTag("shop/api", $"sha256-{image.Digest.Hex}", Digest.Sha256(index));
    }
}
