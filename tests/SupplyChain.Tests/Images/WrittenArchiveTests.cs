using SupplyChain.Images;
using SupplyChain.Images.Packing;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Images;

public sealed class WrittenArchiveTests : IDisposable
{
    private readonly PackWorkspace work = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => work.Dispose();

    [Fact]
    public async Task An_oci_archive_holds_the_image_and_its_evidence()
    {
        var image = await PackAsync();
        var evidence = await Samples.AttachAsync(work.Layout, image, "evidence");

        await CopyAsync(image, $"oci-archive:{work.Folder.At("a.tar")}");

        var there = await ResolveAsync($"oci-archive:{work.Folder.At("a.tar")}");
        Assert.Equal(image.Digest, there.Digest);
        Assert.Equal(evidence.Digest, Assert.Single(await there.Source.ListReferrersAsync(image.Digest, Token)).Digest);
        _ = Assert.Throws<ConfigurationException>(there.WritableStore);
    }

    [Fact]
    public async Task Skopeo_and_oras_read_the_oci_archive_and_we_read_theirs()
    {
        var image = await PackAsync();
        await CopyAsync(image, $"oci-archive:{work.Folder.At("a.tar")}:1.0");

        await RunAsync("skopeo", "copy", "-q", "--preserve-digests", "oci-archive:a.tar:1.0", "oci-archive:b.tar:2.0");
        var descriptor = await RunAsync("oras", "manifest", "fetch", "--descriptor", "--oci-layout", "a.tar:1.0");

        Assert.Equal(image.Digest, (await ResolveAsync($"oci-archive:{work.Folder.At("b.tar")}:2.0")).Digest);
        Assert.Contains(image.Digest.ToString(), descriptor, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Skopeo_and_crane_read_the_docker_archive_and_it_keeps_the_digest(bool plain)
    {
        await using var registry = await DockerRegistry.StartAsync();
        var packed = await PackAsync();
        var image = plain ? await PackWorkspace.RecompressAsync(work.Layout, packed, zstd: false) : packed;
        var path = work.Folder.At("a.tar");

        await CopyAsync(image, $"docker-archive:{path}:shop/api:1.0");
        await RunAsync("skopeo", "copy", "-q", "docker-archive:a.tar:shop/api:1.0", "oci:there:1.0");
        await RunAsync("crane", "push", "--insecure", "a.tar", $"{registry.Host}/shop/api:1.0");

        Assert.Equal(image.Digest, (await ResolveAsync($"docker-archive:{path}:shop/api:1.0")).Digest);
        var diffIds = (await work.OpenAsync(image)).Config.RootFileSystem.DiffIds;
        foreach (var place in new[] { $"oci:{work.Folder.At("there")}", $"{registry.Host}/shop/api:1.0" })
        {
            var content = await ImageContent.OpenAsync(await ResolveAsync(place), platform: null, Token);
            Assert.Equal(diffIds, content.Config.RootFileSystem.DiffIds);
            Assert.Contains("app/run", await PackWorkspace.NamesAsync(content, 0));
        }
    }

    [Theory]
    [InlineData("oci-archive:{0}:1.0")]
    [InlineData("docker-archive:{0}:shop/api:1.0")]
    public async Task The_same_image_is_the_same_file(string form)
    {
        var image = await PackAsync();
        foreach (var name in new[] { "a.tar", "b.tar" })
        {
            await CopyAsync(image, form.Replace("{0}", work.Folder.At(name), StringComparison.Ordinal));
        }

        Assert.Equal(
            await File.ReadAllBytesAsync(work.Folder.At("a.tar"), Token),
            await File.ReadAllBytesAsync(work.Folder.At("b.tar"), Token)
        );
    }

    [Fact]
    public async Task An_image_is_packed_straight_into_an_archive()
    {
        work.Folder.Write("app/run", "x");
        var location = ImageLocation.Parse($"docker-archive:{work.Folder.At("a.tar")}:shop/api:1.0");

        var packed = await ImagePacker.PackAsync(work.Request("app"), work.Stores.OpenStore(location), location.Name, Token);

        Assert.Equal(packed.Digest, (await ResolveAsync(location.ToString())).Digest);
    }

    [Fact]
    public async Task What_a_docker_archive_cannot_hold_is_refused_and_no_file_is_left()
    {
        work.Folder.Write("app/run", "x");
        PackRequest[] both = [work.Request("app"), work.Request("app") with { Platform = Platform.Parse("linux/arm64") }];
        var index = await ImagePacker.PackAsync(both, work.Layout, "1.0", Token);
        var path = work.Folder.At("a.tar");

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => CopyAsync(index, $"docker-archive:{path}"));
        Assert.Equal("image.several-platforms", error.Code);
        Assert.False(File.Exists(path));
        var digest = Assert.Throws<ConfigurationException>(() =>
            work.Stores.OpenStore(ImageLocation.Parse($"docker-archive:{path}@{index.Digest}"))
        );
        Assert.Equal("image.archive-name", digest.Code);
    }

    private Task<Descriptor> PackAsync()
    {
        work.Folder.Write("app/run", "x");
        return work.PackAsync(work.Request("app"));
    }

    private async Task CopyAsync(Descriptor image, string destination)
    {
        var location = ImageLocation.Parse(destination);
        using var stores = new ImageStores(new ImageStoreOptions());
        _ = await ImageCopier.CopyAsync(
            new ResolvedImage("packed", work.Layout, image),
            stores.OpenStore(location),
            location.Name,
            Token
        );
    }

    private Task<ResolvedImage> ResolveAsync(string location) => work.Stores.ResolveAsync(ImageLocation.Parse(location), Token);

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        var result = await PeerProcess.RunAsync(program, arguments, workingDirectory: work.Folder.Path);
        Assert.True(result.IsSuccess, $"{program} {string.Join(' ', arguments)}: {result.StandardError}");
        return result.StandardOutput;
    }
}
