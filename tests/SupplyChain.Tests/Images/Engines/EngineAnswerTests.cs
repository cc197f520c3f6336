using System.Text;
using SupplyChain.Images;
using Xunit;

namespace SupplyChain.Tests.Images.Engines;

public sealed class EngineAnswerTests : IDisposable
{
    private const string Name = "shop/api:1";

    private readonly PackWorkspace work = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => work.Dispose();

    [Fact]
    public async Task An_image_that_the_engine_keeps_with_its_manifest_has_the_digest_of_that()
    {
        var (image, archive) = await ArchiveAsync();
        await using var engine = await FakeEngine.StartAsync(
            ($"images/{Name}/json", 200, Inspect(image.Digest)),
            ($"images/{Name}/get", 200, archive)
        );
        using var stores = Stores(engine);

        var found = await stores.ResolveAsync(ImageLocation.Parse($"docker-daemon:{Name}"), Token);

        Assert.Equal(image.Digest, found.Digest);
        Assert.Equal(["registry.example/shop/api@" + image.Digest], found.RegistryReferences.Select(there => there.ToString()));
        Assert.Contains("app/run", await PackWorkspace.NamesAsync(await ImageContent.OpenAsync(found, null, Token), 0));
    }

    [Fact]
    public async Task An_image_that_changed_while_it_was_exported_is_undetermined()
    {
        var (_, archive) = await ArchiveAsync();

        Assert.Equal("docker.changed", await FailureAsync(Inspect(Samples.Describe("another").Digest), 200, archive));
    }

    [Theory]
    [InlineData(500, "{\"message\":\"no space \\u001b[31mleft\"}")]
    [InlineData(200, "not json")]
    [InlineData(200, "{}")]
    [InlineData(200, "null")]
    public async Task An_answer_that_is_none_is_undetermined(int status, string answer)
    {
        await using var engine = await FakeEngine.StartAsync(($"images/{Name}/json", status, Encoding.UTF8.GetBytes(answer)));
        using var stores = Stores(engine);

        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            stores.ResolveAsync(ImageLocation.Parse($"docker-daemon:{Name}"), Token)
        );

        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    [Theory]
    [InlineData("no tar")]
    [InlineData("")]
    public async Task An_export_that_is_no_archive_is_undetermined(string archive) =>
        Assert.StartsWith(
            "image.",
            await FailureAsync(Inspect(Samples.Describe("it").Digest), 200, Encoding.UTF8.GetBytes(archive)),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task An_export_that_fails_is_undetermined() =>
        Assert.Equal("docker.failed", await FailureAsync(Inspect(Samples.Describe("it").Digest), 500, []));

    [Fact]
    public async Task An_answer_without_end_is_refused()
    {
        var endless = new byte[17 << 20];
        await using var engine = await FakeEngine.StartAsync(($"images/{Name}/json", 200, endless));
        using var stores = Stores(engine);

        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            stores.ResolveAsync(ImageLocation.Parse($"docker-daemon:{Name}"), Token)
        );
        Assert.Contains("16777216", error.Message, StringComparison.Ordinal);
    }

    private static ImageStores Stores(FakeEngine engine) => new(new ImageStoreOptions { Docker = engine.Endpoint });

    private static byte[] Inspect(Digest id) =>
        Encoding.UTF8.GetBytes(
            $$"""{"Id":"{{id}}","RepoTags":["shop/api:1"],"RepoDigests":["registry.example/shop/api@{{id}}","<none>@<none>"]}"""
        );

    private static async Task<string> FailureAsync(byte[] inspect, int status, byte[] archive)
    {
        await using var engine = await FakeEngine.StartAsync(
            ($"images/{Name}/json", 200, inspect),
            ($"images/{Name}/get", status, archive)
        );
        using var stores = Stores(engine);
        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            stores.ResolveAsync(ImageLocation.Parse($"docker-daemon:{Name}"), Token)
        );
        return error.Code;
    }

    private async Task<(Descriptor Image, byte[] Archive)> ArchiveAsync()
    {
        work.Folder.Write("app/run", "x");
        var image = await work.PackAsync(work.Request("app"));
        var destination = ImageLocation.Parse($"oci-archive:{work.Folder.At("a.tar")}:1");
        _ = await ImageCopier.CopyAsync(
            new ResolvedImage("packed", work.Layout, image),
            work.Stores.OpenStore(destination),
            destination.Name,
            Token
        );
        return (image, await File.ReadAllBytesAsync(work.Folder.At("a.tar"), Token));
    }
}
