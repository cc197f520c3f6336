using SupplyChain.Images;
using SupplyChain.Images.Engines;
using SupplyChain.Images.Layouts;
using SupplyChain.Images.Packing;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Images.Engines;

[Collection(DockerGroup.Name)]
public sealed class DockerEngineTests(SharedDockerDaemon shared) : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private ImageStores stores = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private OciLayout Layout => new(folder.At("images"), TimeProvider.System);

    public async ValueTask InitializeAsync()
    {
        await shared.StartAsync();
        stores = Stores(DockerEndpoint.Parse(shared.Daemon.Host, "the test", isSecure: false));
    }

    public ValueTask DisposeAsync()
    {
        stores?.Dispose();
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_image_that_docker_loaded_is_read_and_has_the_digest_of_what_docker_saves()
    {
        await DockerAsync("load", "--input", TestData.Require("images/alpine-310.tar.gz"));
        await DockerAsync("save", "--output", folder.At("saved.tar"), "alpine:3.10");

        var image = await ResolveAsync("docker-daemon:alpine:3.10");
        var content = await ImageContent.OpenAsync(image, Platform.LinuxAmd64, Token);

        Assert.Equal((await ResolveAsync($"docker-archive:{folder.At("saved.tar")}")).Digest, image.Digest);
        Assert.Equal(["/bin/sh"], content.Config.Runtime!.Cmd);
        Assert.Contains("lib/apk/db/installed", await PackWorkspace.NamesAsync(content, 0));
    }

    [Theory]
    [InlineData("gzip", ".tar.gz")]
    [InlineData("zstd", ".tar.zst")]
    public async Task Several_images_that_docker_saved_are_read_however_they_are_compressed(string program, string suffix)
    {
        await DockerAsync("load", "--input", TestData.Require("images/alpine-310.tar.gz"));
        var packed = await PackAsync("shop/other:1", compression: "gzip");
        await DockerAsync("save", "--output", folder.At("saved.tar"), "alpine:3.10", "shop/other:1");
        var path = folder.At("saved" + suffix);
        var compressed = await PeerProcess.RunAsync("sh", ["-c", $"{program} -c < {folder.At("saved.tar")} > {path}"]);
        Assert.True(compressed.IsSuccess, compressed.StandardError);

        var alpine = await ImageContent.OpenAsync(await ResolveAsync($"docker-archive:{path}:alpine:3.10"), null, Token);
        var other = await ImageContent.OpenAsync(await ResolveAsync($"docker-archive:{path}:shop/other:1"), null, Token);

        Assert.Contains("lib/apk/db/installed", await PackWorkspace.NamesAsync(alpine, 0));
        Assert.Equal(packed.Config.RootFileSystem.DiffIds, other.Config.RootFileSystem.DiffIds);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    [InlineData(null)]
    public async Task A_copy_into_the_engine_is_what_docker_runs(string? compression)
    {
        var image = await PackAsync("shop/copied:1", compression);

        Assert.Equal("1654", await DockerAsync("inspect", "--format", "{{.Config.User}}", "shop/copied:1"));
        await DockerAsync("create", "--name", $"copied-{compression}", "shop/copied:1");
        var files = await PeerProcess.RunAsync(
            "sh",
            ["-c", $"docker --host {shared.Daemon.Host} export copied-{compression} | tar -tf - app"]
        );
        Assert.Equal("app/\napp/run\n", files.StandardOutput);
        var back = await ImageContent.OpenAsync(await ResolveAsync("docker-daemon:shop/copied:1"), null, Token);
        Assert.Equal(image.Config.RootFileSystem.DiffIds, back.Config.RootFileSystem.DiffIds);
    }

    [Fact]
    public async Task Skopeo_reads_what_was_copied_into_the_engine_and_its_images_are_read()
    {
        var image = await PackAsync("shop/skopeo:1", compression: "gzip");
        await SkopeoAsync("--src-daemon-host", shared.Daemon.Host, "docker-daemon:shop/skopeo:1", $"oci:{folder.At("there")}:1");
        await SkopeoAsync("--dest-daemon-host", shared.Daemon.Host, $"oci:{folder.At("there")}:1", "docker-daemon:shop/back:1");

        foreach (var place in new[] { $"oci:{folder.At("there")}:1", "docker-daemon:shop/back:1" })
        {
            var content = await ImageContent.OpenAsync(await ResolveAsync(place), platform: null, Token);
            Assert.Equal(image.Config.RootFileSystem.DiffIds, content.Config.RootFileSystem.DiffIds);
        }
    }

    [Fact]
    public async Task Of_an_index_the_engine_gets_the_image_for_its_platform()
    {
        folder.Write("app/run", "x");
        var request = new PackRequest { SourceDirectory = folder.At("app"), EntryPoint = ["./run"] };
        PackRequest[] both = [request, request with { Platform = Platform.Parse("linux/arm64") }];
        var destination = ImageLocation.Parse("docker-daemon:shop/index:1");

        _ = await ImagePacker.PackAsync(both, stores.OpenStore(destination), destination.Name, Token);

        Assert.Equal("amd64", await DockerAsync("inspect", "--format", "{{.Architecture}}", "shop/index:1"));
    }

    [Fact]
    public async Task The_digest_that_an_image_has_in_its_registry_is_known_and_named_as_the_place_for_evidence()
    {
        await using var registry = await DockerRegistry.StartAsync();
        var name = $"{registry.Host}/shop/api:1.0";
        _ = await PackAsync(name, compression: "gzip");
        await DockerAsync("push", "--quiet", name);
        var crane = await PeerProcess.RunAsync("crane", ["digest", "--insecure", name]);

        var image = await ResolveAsync($"docker-daemon:{name}");

        var there = Assert.Single(image.RegistryReferences);
        Assert.Equal($"{registry.Host}/shop/api@{crane.StandardOutput.Trim()}", there.ToString());
        var error = Assert.Throws<ConfigurationException>(image.WritableStore);
        Assert.Contains($"write it beside {there}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_on_a_base_of_the_engine_says_which_one_it_is()
    {
        await DockerAsync("load", "--input", TestData.Require("images/alpine-310.tar.gz"));
        folder.Write("app/run", "x");
        var request = new PackRequest
        {
            SourceDirectory = folder.At("app"),
            EntryPoint = ["./run"],
            Base = await ResolveAsync("docker-daemon:alpine:3.10"),
        };

        var packed = await ImagePacker.PackAsync(request, Layout, "1", Token);
        var content = await ImageContent.OpenAsync(new ResolvedImage("packed", Layout, packed), null, Token);

        Assert.Equal("docker.io/library/alpine:3.10", content.Manifest.Annotations!["org.opencontainers.image.base.name"]);
        Assert.All(content.Layers, layer => Assert.Equal(MediaTypes.OciLayerGzip, layer.Blob.MediaType));
    }

    [Fact]
    public async Task An_engine_with_tls_is_asked_with_the_users_certificate_and_believed_by_its_own()
    {
        await DockerAsync("load", "--input", TestData.Require("images/alpine-310.tar.gz"));
        var endpoint = DockerEndpoint.Parse($"tcp://{shared.Daemon.Address}", "the test", isSecure: true);
        using var secure = Stores(endpoint with { CertificateFolder = shared.Daemon.CertificateFolder });
        using var stranger = Stores(endpoint);

        Assert.NotNull(await secure.ResolveAsync(ImageLocation.Parse("docker-daemon:alpine:3.10"), Token));
        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            stranger.ResolveAsync(ImageLocation.Parse("docker-daemon:alpine:3.10"), Token)
        );
        Assert.Equal("docker.unreachable", error.Code);
    }

    [Theory]
    [InlineData("unix:///no/such/docker.sock", "no such socket")]
    [InlineData("tcp://127.0.0.1:1", "refused")]
    public async Task A_stopped_engine_is_one_clear_error(string host, string reason)
    {
        using var stopped = Stores(DockerEndpoint.Parse(host, "DOCKER_HOST", isSecure: false));

        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            stopped.ResolveAsync(ImageLocation.Parse("docker-daemon:alpine"), Token)
        );

        Assert.Equal("docker.unreachable", error.Code);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains(host, error.Message, StringComparison.Ordinal);
        Assert.Contains("DOCKER_HOST", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_the_engine_does_not_know_is_undetermined_and_those_it_has_are_listed()
    {
        await DockerAsync("load", "--input", TestData.Require("images/alpine-310.tar.gz"));

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => ResolveAsync("docker-daemon:no/such:1"));

        Assert.Equal("image.not-found", error.Code);
        Assert.Contains("alpine:3.10", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_with_a_digest_cannot_be_written() =>
        Assert.Equal(
            "docker.name",
            Assert
                .Throws<ConfigurationException>(() =>
                    stores.OpenStore(ImageLocation.Parse($"docker-daemon:a@{Samples.Describe("x").Digest}"))
                )
                .Code
        );

    [Fact]
    public async Task What_the_engine_refuses_is_undetermined_with_its_reason()
    {
        using var engine = new DockerEngine(DockerEndpoint.Parse(shared.Daemon.Host, "the test", isSecure: false));

        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            engine.LoadAsync((archive, cancel) => archive.WriteAsync(new byte[1024], cancel).AsTask(), Token)
        );

        Assert.Equal("docker.failed", error.Code);
        Assert.Contains("images/load", error.Message, StringComparison.Ordinal);
    }

    private static ImageStores Stores(DockerEndpoint endpoint) => new(new ImageStoreOptions { Docker = endpoint });

    private async Task<ImageContent> PackAsync(string name, string? compression)
    {
        folder.Write("app/run", "x");
        var request = new PackRequest
        {
            SourceDirectory = folder.At("app"),
            EntryPoint = ["./run"],
            Annotations = new Dictionary<string, string> { ["compression"] = compression ?? "none" },
        };
        var packed = await ImagePacker.PackAsync(request, Layout, "1", Token);
        var image =
            compression == "gzip" ? packed : await PackWorkspace.RecompressAsync(Layout, packed, zstd: compression == "zstd");
        await CopyAsync(image, $"docker-daemon:{name}");
        return await ImageContent.OpenAsync(new ResolvedImage("packed", Layout, image), platform: null, Token);
    }

    private async Task CopyAsync(Descriptor image, string destination)
    {
        var location = ImageLocation.Parse(destination);
        _ = await ImageCopier.CopyAsync(
            new ResolvedImage("the image", Layout, image),
            stores.OpenStore(location),
            location.Name,
            Token
        );
    }

    private Task<ResolvedImage> ResolveAsync(string location) => stores.ResolveAsync(ImageLocation.Parse(location), Token);

    private async Task<string> DockerAsync(params string[] arguments)
    {
        var result = await shared.Daemon.RunAsync(arguments);
        Assert.True(result.IsSuccess, $"docker {string.Join(' ', arguments)}: {result.StandardError}");
        return result.StandardOutput.Trim();
    }

    private static async Task SkopeoAsync(params string[] arguments)
    {
        var result = await PeerProcess.RunAsync("skopeo", ["copy", "-q", .. arguments]);
        Assert.True(result.IsSuccess, result.StandardError);
    }
}
