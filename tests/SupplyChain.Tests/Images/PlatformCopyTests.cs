using System.Text;
using System.Text.Json.Nodes;
using SupplyChain.Images;
using SupplyChain.Images.Layouts;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Images;

/// <summary>Copies of some platforms of an index with two images for Linux, one for Windows, and what BuildKit keeps beside the first.</summary>
public sealed class PlatformCopyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private OciLayout Source => new(folder.At("source"), TimeProvider.System);

    private OciLayout Target => new(folder.At("target"), TimeProvider.System);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task One_platform_is_copied_as_the_image_it_is_with_its_own_evidence()
    {
        var (index, images) = await PushIndexAsync();
        _ = await Samples.AttachAsync(Source, index, "about the index");
        var evidence = await Samples.AttachAsync(Source, images[1], "about the image");

        var copied = await CopyAsync(Source, index, "linux/arm64");

        Assert.Equal(images[1].Digest, copied.Digest);
        Assert.Equal(copied.Digest, (await Target.ResolveAsync("1.0", Token))?.Digest);
        Assert.Equal(evidence.Digest, Assert.Single(await Target.ListReferrersAsync(copied.Digest, Token)).Digest);
        Assert.Null(await Target.ReadManifestAsync(index.Digest, Token));
        Assert.Null(await Target.ReadManifestAsync(images[0].Digest, Token));
    }

    [Fact]
    public async Task Several_platforms_become_a_new_index_that_keeps_every_member_of_their_entries()
    {
        var (index, images) = await PushIndexAsync();

        var copied = await CopyAsync(Source, index, "linux/amd64", "windows/amd64");

        Assert.NotEqual(index.Digest, copied.Digest);
        var content = JsonNode.Parse((await Target.ReadManifestAsync(copied.Digest, Token))!.Value.Span)!;
        var entries = content["manifests"]!.AsArray();
        Assert.Equal(
            [images[0].Digest.ToString(), images[2].Digest.ToString(), images[3].Digest.ToString()],
            entries.Select(entry => (string)entry!["digest"]!)
        );
        Assert.Equal("10.0.20348", (string?)entries[1]!["platform"]!["os.version"]);
        Assert.Null(await Target.ReadManifestAsync(images[1].Digest, Token));
        Assert.NotNull(await Target.ReadManifestAsync(images[3].Digest, Token));
    }

    [Fact]
    public async Task All_platforms_by_name_are_the_index_itself()
    {
        var (index, _) = await PushIndexAsync();
        var copied = await CopyAsync(Source, index, "linux/amd64", "linux/arm64", "windows/amd64");
        Assert.Equal(index.Digest, copied.Digest);
    }

    [Fact]
    public async Task A_platform_that_is_not_there_is_refused_and_nothing_is_written()
    {
        var (index, images) = await PushIndexAsync();
        var error = await Assert.ThrowsAsync<ConfigurationException>(() =>
            CopyAsync(Source, index, "linux/amd64", "linux/s390x")
        );
        Assert.Contains("linux/s390x", error.Message, StringComparison.Ordinal);
        _ = await Assert.ThrowsAsync<ConfigurationException>(() => CopyAsync(Source, images[0], "linux/arm64"));
        Assert.False(Target.Exists);
    }

    [Fact]
    public async Task A_real_registry_takes_the_new_index_and_crane_validates_it()
    {
        await using var registry = await DockerRegistry.StartAsync();
        using var stores = new ImageStores(new ImageStoreOptions());
        var (index, _) = await PushIndexAsync();
        var name = $"{registry.Host}/shop/api";
        var request = new CopyRequest
        {
            Image = new ResolvedImage("shop", Source, index),
            Destination = stores.OpenStore(ImageLocation.Parse(name)),
            Name = "1.0",
            Platforms = [Platform.LinuxAmd64, Platform.Parse("windows/amd64")],
        };

        var copied = await ImageCopier.CopyAsync(request, Token);

        var digest = await PeerProcess.RunAsync("crane", ["digest", "--insecure", $"{name}:1.0"]);
        Assert.Equal(copied.Digest.ToString(), digest.StandardOutput.Trim());
    }

    private Task<Descriptor> CopyAsync(OciLayout source, Descriptor image, params string[] platforms) =>
        ImageCopier.CopyAsync(
            new CopyRequest
            {
                Image = new ResolvedImage("shop", source, image),
                Destination = Target,
                Name = "1.0",
                Platforms = [.. platforms.Select(Platform.Parse)],
            },
            Token
        );

    private async Task<(Descriptor Index, IReadOnlyList<Descriptor> Images)> PushIndexAsync()
    {
        List<Descriptor> images = [];
        foreach (var layer in new[] { "one", "two", "three", "what BuildKit attests" })
        {
            images.Add(await Samples.PushImageAsync(Source, null, layer));
        }

        JsonObject[] platforms =
        [
            new() { ["os"] = "linux", ["architecture"] = "amd64" },
            new() { ["os"] = "linux", ["architecture"] = "arm64" },
            new()
            {
                ["os"] = "windows",
                ["architecture"] = "amd64",
                ["os.version"] = "10.0.20348",
            },
            new() { ["os"] = "unknown", ["architecture"] = "unknown" },
        ];
        var entries = images.Zip(platforms, (image, platform) => Entry(image, platform)).ToArray();
        entries[3]["annotations"] = new JsonObject { ["vnd.docker.reference.digest"] = images[0].Digest.ToString() };
        var content = Encoding.UTF8.GetBytes(
            new JsonObject
            {
                ["schemaVersion"] = 2,
                ["mediaType"] = MediaTypes.OciIndex,
                ["manifests"] = new JsonArray([.. entries]),
            }.ToJsonString()
        );
        var index = Descriptor.Of(MediaTypes.OciIndex, content);
        await Source.WriteManifestAsync(index, content, "1.0", Token);
        return (index, images);
    }

    private static JsonObject Entry(Descriptor image, JsonObject platform) =>
        new()
        {
            ["mediaType"] = image.MediaType,
            ["digest"] = image.Digest.ToString(),
            ["size"] = image.Size,
            ["platform"] = platform,
        };
}
