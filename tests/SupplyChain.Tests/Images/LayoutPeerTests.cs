using SupplyChain.Images;
using SupplyChain.Images.Layouts;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Images;

public sealed class LayoutPeerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private OciLayout Layout => new(folder.At("images"), TimeProvider.System);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Oras_lists_what_we_attached_and_we_list_what_oras_attached()
    {
        var image = await Samples.PushImageAsync(Layout, "1.0");
        var ours = await Samples.AttachAsync(Layout, image, "evidence");
        folder.Write("note.txt", "note");

        await RunAsync(
            "oras",
            "attach",
            "--oci-layout",
            "--artifact-type",
            "application/note",
            $"{folder.At("images")}:1.0",
            "note.txt:text/plain"
        );
        var discovered = await RunAsync("oras", "discover", "--oci-layout", "--format", "json", $"{folder.At("images")}:1.0");

        Assert.Contains(ours.Digest.ToString(), discovered, StringComparison.Ordinal);
        Assert.Contains("application/note", discovered, StringComparison.Ordinal);
        var listed = await Layout.ListReferrersAsync(image.Digest, Token);
        Assert.Equal(["application/note", "application/test"], listed.Select(entry => entry.Descriptor.ArtifactType).Order());
    }

    [Fact]
    public async Task Evidence_that_oras_copied_from_a_registry_without_the_api_is_listed()
    {
        await using var registry = await DockerRegistry.StartAsync();
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        var image = await Samples.PushImageAsync(store, "1.0");
        _ = await Samples.AttachAsync(store, image, "evidence");

        await RunAsync(
            "oras",
            "copy",
            "-r",
            "--from-plain-http",
            "--to-oci-layout",
            $"{registry.Host}/shop/api:1.0",
            $"{folder.At("images")}:1.0"
        );

        Assert.Equal(image.Digest, (await Layout.ResolveAsync("1.0", Token))?.Digest);
        _ = Assert.Single(await Layout.ListReferrersAsync(image.Digest, Token));
    }

    [Fact]
    public async Task A_fallback_index_in_a_layout_is_read()
    {
        var image = await Samples.PushImageAsync(Layout, "1.0");
        var (referrer, content) = Samples.Referrer(image, "evidence", "2026-01-01T00:00:00Z");
        await Layout.WriteBlobAsync(referrer, new MemoryStream(content.ToArray()), Token);
        var index = new ImageIndex { MediaType = MediaTypes.OciIndex, Manifests = [referrer] }.ToBytes();
        await Layout.WriteManifestAsync(
            Descriptor.Of(MediaTypes.OciIndex, index.Span),
            index,
            $"sha256-{image.Digest.Hex}",
            Token
        );

        Assert.Equal(referrer.Digest, Assert.Single(await Layout.ListReferrersAsync(image.Digest, Token)).Digest);
    }

    [Fact]
    public async Task Skopeo_and_crane_read_our_layout_and_we_read_theirs()
    {
        await using var registry = await DockerRegistry.StartAsync();
        using var stores = new ImageStores(new ImageStoreOptions());
        var image = await Samples.PushImageAsync(Layout, "1.0");

        await RunAsync(
            "skopeo",
            "copy",
            "-q",
            "--preserve-digests",
            "--dest-tls-verify=false",
            $"oci:{folder.At("images")}:1.0",
            $"docker://{registry.Host}/shop/api:1.0"
        );
        await RunAsync("crane", "pull", "--insecure", "--format=oci", $"{registry.Host}/shop/api:1.0", folder.At("crane"));
        await RunAsync(
            "skopeo",
            "copy",
            "-q",
            "--preserve-digests",
            "--src-tls-verify=false",
            $"docker://{registry.Host}/shop/api:1.0",
            $"oci:{folder.At("skopeo")}:1.0"
        );
        await RunAsync("crane", "push", "--insecure", folder.At("images"), $"{registry.Host}/shop/api:2.0");

        Assert.Equal(
            image.Digest,
            (await stores.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop/api:1.0"), Token)).Digest
        );
        Assert.Equal(image.Digest, (await stores.ResolveAsync(ImageLocation.Parse($"oci:{folder.At("crane")}"), Token)).Digest);
        Assert.Equal(
            image.Digest,
            (await stores.ResolveAsync(ImageLocation.Parse($"oci:{folder.At("skopeo")}:1.0"), Token)).Digest
        );
    }

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        var result = await PeerProcess.RunAsync(program, arguments, workingDirectory: folder.Path);
        Assert.True(result.IsSuccess, $"{program} {string.Join(' ', arguments)}: {result.StandardError}");
        return result.StandardOutput;
    }
}
