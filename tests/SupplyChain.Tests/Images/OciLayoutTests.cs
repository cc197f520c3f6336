using SupplyChain.Images;
using SupplyChain.Images.Layouts;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Images;

public sealed class OciLayoutTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private OciLayout Layout => new(folder.At("images"), TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_is_written_is_found_by_tag_digest_and_full_reference()
    {
        var image = await Samples.PushImageAsync(Layout, "registry.example/shop/api:1.0.0");

        Assert.Equal(image.Digest, (await Layout.ResolveAsync("registry.example/shop/api:1.0.0", Token))?.Digest);
        Assert.Equal(image.Digest, (await Layout.ResolveAsync(image.Digest.ToString(), Token))?.Digest);
        Assert.Null(await Layout.ResolveAsync("registry.example/shop/api:1.0.1", Token));
        Assert.Equal(Samples.Content("layer"), await Samples.ReadAsync(Layout, "layer"));
    }

    [Fact]
    public async Task A_tag_moves_and_what_it_named_stays()
    {
        var first = await Samples.PushImageAsync(Layout, "1.0", "one");
        var second = await Samples.PushImageAsync(Layout, "1.0", "two");

        Assert.NotEqual(first.Digest, second.Digest);
        Assert.Equal(second.Digest, (await Layout.ResolveAsync("1.0", Token))?.Digest);
        Assert.NotNull(await Layout.ResolveAsync(first.Digest.ToString(), Token));
    }

    [Fact]
    public async Task The_same_image_twice_is_one_entry()
    {
        _ = await Samples.PushImageAsync(Layout, "1.0");
        var once = await File.ReadAllTextAsync(folder.At("images", "index.json"), Token);
        _ = await Samples.PushImageAsync(Layout, "1.0");

        Assert.Equal(once, await File.ReadAllTextAsync(folder.At("images", "index.json"), Token));
    }

    [Fact]
    public async Task Parallel_writers_lose_nothing()
    {
        var image = await Samples.PushImageAsync(Layout, "1.0");

        await Parallel.ForAsync(
            0,
            40,
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token },
            async (number, _) => await Samples.AttachAsync(Layout, image, $"evidence {number}")
        );

        Assert.Equal(40, (await Layout.ListReferrersAsync(image.Digest, Token)).Count);
    }

    [Fact]
    public async Task The_same_evidence_twice_is_one_referrer()
    {
        var image = await Samples.PushImageAsync(Layout, "1.0");
        var first = await Samples.AttachAsync(Layout, image, "evidence", created: "2026-01-01T00:00:00Z");
        var second = await Samples.AttachAsync(Layout, image, "evidence", created: "2026-01-02T00:00:00Z");

        Assert.Equal(first.Digest, second.Digest);
        var referrer = Assert.Single(await Layout.ListReferrersAsync(image.Digest, Token)).Descriptor;
        Assert.Equal("application/test", referrer.ArtifactType);
    }

    [Fact]
    public async Task An_altered_blob_is_undetermined_and_names_the_file()
    {
        _ = await Samples.PushImageAsync(Layout, "1.0");
        var path = folder.At("images", "blobs", "sha256", Samples.Describe("layer").Digest.Hex);
        await File.WriteAllTextAsync(path, "reyal", Token);

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => Samples.ReadAsync(Layout, "layer"));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Equal("image.content-altered", error.Code);
    }

    [Fact]
    public async Task The_remedy_for_an_altered_blob_helps()
    {
        _ = await Samples.PushImageAsync(Layout, "1.0");
        var path = folder.At("images", "blobs", "sha256", Samples.Describe("layer").Digest.Hex);
        await File.WriteAllTextAsync(path, "reyal", Token);

        File.Delete(path);
        _ = await Samples.PushImageAsync(Layout, "1.0");

        Assert.Equal(Samples.Content("layer"), await Samples.ReadAsync(Layout, "layer"));
    }

    [Fact]
    public async Task A_missing_blob_is_undetermined_and_names_the_file()
    {
        _ = await Samples.PushImageAsync(Layout, "1.0");
        var path = folder.At("images", "blobs", "sha256", Samples.Describe("layer").Digest.Hex);
        File.Delete(path);

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => Samples.ReadAsync(Layout, "layer"));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_altered_manifest_is_undetermined()
    {
        var image = await Samples.PushImageAsync(Layout, "1.0");
        var path = folder.At("images", "blobs", "sha256", image.Digest.Hex);
        await File.AppendAllTextAsync(path, " ", Token);

        _ = await Assert.ThrowsAsync<UndeterminedException>(() => Layout.ResolveAsync("1.0", Token));
        _ = await Assert.ThrowsAsync<UndeterminedException>(() => Layout.ListReferrersAsync(image.Digest, Token));
    }

    [Fact]
    public async Task A_blob_with_another_digest_is_not_written_and_nothing_stays_behind()
    {
        var wrong = Samples.Describe("layer") with { Digest = Digest.Sha256("other"u8) };

        _ = await Assert.ThrowsAsync<UndeterminedException>(() =>
            Layout.WriteBlobAsync(wrong, new MemoryStream(Samples.Content("layer")), Token)
        );

        Assert.Empty(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"schemaVersion\":2,\"manifests\":[null]}")]
    [InlineData("{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"a\",\"digest\":\"sha256:../../etc\",\"size\":1}]}")]
    [InlineData("{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"a\",\"size\":1}]}")]
    [InlineData("{\"schemaVersion\":1,\"manifests\":[]}")]
    [InlineData("not json")]
    public async Task A_malformed_index_is_undetermined_and_names_the_file(string index)
    {
        var path = folder.Write("images/index.json", index);

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => Layout.ResolveAsync("1.0", Token));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_others_wrote_into_the_index_stays()
    {
        folder.Write("images/index.json", """{"schemaVersion":2,"manifests":[],"x-mine":{"a":1}}""");

        _ = await Samples.PushImageAsync(Layout, "1.0");

        Assert.Contains(
            "\"x-mine\":{\"a\":1}",
            await File.ReadAllTextAsync(folder.At("images", "index.json"), Token),
            StringComparison.Ordinal
        );
    }
}
