using System.Text.Json;
using SupplyChain.Images;
using SupplyChain.Images.Archives;
using SupplyChain.Images.Streams;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Images;

public sealed class HostileArchiveTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ImageStores stores = new(new ImageStoreOptions { Offline = true });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        stores.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("blobs/../../up")]
    [InlineData("/etc/passwd")]
    [InlineData("blobs\\..\\up")]
    [InlineData("index.json\u0000.txt")]
    [InlineData("index\u001b[2J.json")]
    public async Task An_entry_that_leads_out_of_the_archive_is_refused(string name)
    {
        var path = folder.At("a.tar");
        await File.WriteAllBytesAsync(path, HostileTar.EntryNamed(name), Token);

        var error = await RefusedAsync($"oci-archive:{path}");
        Assert.Contains("leads out of it", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    [Theory]
    [InlineData("a.tar")]
    [InlineData("link.tar")]
    public async Task A_pipe_is_refused_without_waiting_for_who_writes_to_it(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "pipes have no path there");
        var made = await PeerProcess.RunAsync("mkfifo", [folder.At("a.tar")]);
        Assert.True(made.IsSuccess, made.StandardError);
        _ = File.CreateSymbolicLink(folder.At("link.tar"), "a.tar");

        var error = await Assert.ThrowsAsync<ConfigurationException>(() =>
            stores
                .ResolveAsync(ImageLocation.Parse($"docker-archive:{folder.At(name)}"), Token)
                .WaitAsync(TimeSpan.FromSeconds(20), Token)
        );
        Assert.Equal("image.archive-unreadable", error.Code);
        Assert.Contains("is a pipe or a device", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_for_temporary_files_that_takes_none_is_named()
    {
        var error = Assert.Throws<ConfigurationException>(() =>
            TemporaryPlace.Make<Stream>(_ => File.Create(folder.At("no", "folder")))
        );
        Assert.Equal("file.temporary", error.Code);
        Assert.Contains(Path.GetTempPath(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_entries_than_any_image_has_are_refused_before_all_are_read()
    {
        var path = folder.At("a.tar");
        await using (var file = File.Create(path))
        {
            var header = HostileTar.Header("d/", '5', 0);
            var many = Enumerable.Repeat(header, 1000).SelectMany(block => block).ToArray();
            for (var count = 0; count < 1_000_000; count += 1000)
            {
                await file.WriteAsync(many, Token);
            }
        }

        var error = await RefusedAsync($"docker-archive:{path}");
        Assert.Contains("more than 100000 entries", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('L')]
    [InlineData('K')]
    [InlineData('x')]
    public async Task A_name_of_two_gigabytes_is_refused_without_memory_for_it(char type)
    {
        var path = folder.At("a.tar");
        await using (var file = File.Create(path))
        {
            file.Write(HostileTar.Header("name", type, 2_000_000_000));
            file.SetLength(2_100_000_000);
        }

        var before = GC.GetTotalAllocatedBytes();
        _ = await RefusedAsync($"docker-archive:{path}");
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 1_900_000_000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_bomb_is_refused_however_it_is_compressed(bool zstd)
    {
        var path = folder.At("a.tar");
        await using (var packed = HostileTar.Compress(File.Create(path), zstd))
        {
            packed.Write(HostileTar.Header("zeros", '0', 4L << 30));
            var zeros = new byte[1 << 20];
            for (var count = 0; count < 600; count++)
            {
                await packed.WriteAsync(zeros, Token);
            }
        }

        Assert.Equal("image.too-large", (await RefusedAsync($"docker-archive:{path}")).Code);
    }

    [Fact]
    public async Task Manifests_and_lists_over_four_mebibytes_are_refused()
    {
        var large = "[" + new string(' ', OciDocument.LargestSize) + "]";
        var digest = Samples.Describe(large).Digest;
        var oci = HostileTar.Write(folder, ("index.json", Index(digest, large.Length)), ($"blobs/sha256/{digest.Hex}", large));

        Assert.Equal("image.too-large", (await RefusedAsync($"oci-archive:{oci}")).Code);
        _ = await RefusedAsync($"oci-archive:{HostileTar.Write(folder, ("index.json", large))}");
        _ = await RefusedAsync($"docker-archive:{HostileTar.Write(folder, ("manifest.json", large))}");
    }

    [Fact]
    public async Task An_index_that_contains_itself_is_refused()
    {
        var itself = Samples.Describe("the digest that it says it has").Digest;
        var path = HostileTar.Write(
            folder,
            ("index.json", Index(itself, 200)),
            ($"blobs/sha256/{itself.Hex}", Index(itself, 200))
        );

        Assert.Equal("image.content-altered", (await RefusedAsync($"oci-archive:{path}")).Code);
    }

    [Fact]
    public async Task An_index_in_an_index_is_no_image()
    {
        var inner = Index(Samples.Describe("x").Digest, 1);
        var outer = Index(Samples.Describe(inner).Digest, inner.Length, MediaTypes.OciIndex);
        var path = HostileTar.Write(
            folder,
            ("index.json", Index(Samples.Describe(outer).Digest, outer.Length, MediaTypes.OciIndex)),
            ($"blobs/sha256/{Samples.Describe(outer).Digest.Hex}", outer),
            ($"blobs/sha256/{Samples.Describe(inner).Digest.Hex}", inner)
        );
        var image = await stores.ResolveAsync(ImageLocation.Parse($"oci-archive:{path}"), Token);

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => ImageContent.OpenAsync(image, platform: null, Token));
        Assert.Equal("image.not-an-image", error.Code);
    }

    [Theory]
    [InlineData(1001, 1)]
    [InlineData(1, 1001)]
    public async Task A_list_of_more_images_or_layers_than_there_can_be_is_refused(int images, int layers)
    {
        var list = Enumerable
            .Range(0, images)
            .Select(_ => new DockerArchiveImage { Config = "c.json", Layers = [.. Enumerable.Repeat("l", layers)] });
        var path = HostileTar.Write(
            folder,
            ("manifest.json", JsonSerializer.Serialize([.. list], DockerArchiveJson.Plain.IReadOnlyListDockerArchiveImage))
        );

        Assert.Contains("more than", (await RefusedAsync($"docker-archive:{path}")).Message, StringComparison.Ordinal);
    }

    private async Task<UndeterminedException> RefusedAsync(string location)
    {
        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            stores.ResolveAsync(ImageLocation.Parse(location), Token)
        );
        Assert.Contains(folder.Path, error.Message, StringComparison.Ordinal);
        return error;
    }

    private static string Index(Digest digest, int size, string mediaType = MediaTypes.OciManifest) =>
        $$"""{"schemaVersion":2,"manifests":[{"mediaType":"{{mediaType}}","digest":"{{digest}}","size":{{size}}}]}""";
}
