using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Generators;
using SupplyChain.Images;
using SupplyChain.Images.Registries;
using SupplyChain.Images.Registries.Http;
using SupplyChain.Images.Registries.Login;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Images.Registries;

/// <summary>The real registry, over TLS with a certificate of an own authority and with passwords, and what the real clients make of it.</summary>
public sealed class RegistryPeerTests : IAsyncLifetime
{
    private readonly TestAuthority authority = new();
    private readonly TemporaryFolder folder = new();
    private DockerRegistry registry = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Reference => $"{registry.Host}/shop/api:1.0";

    public async ValueTask InitializeAsync()
    {
        var hash = OpenBsdBCrypt.Generate(TestRegistry.Password.ToCharArray(), RandomNumberGenerator.GetBytes(16), 4);
        registry = await DockerRegistry.StartAsync(authority, $"{TestRegistry.User}:{hash}\n");
        var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{TestRegistry.User}:{TestRegistry.Password}"));
        folder.Write("config.json", $$"""{"auths":{"{{registry.Host}}":{"auth":"{{auth}}"} } }""");
        Directory.CreateDirectory(folder.At("certificates"));
        File.Copy(authority.File, folder.At("certificates", "ca.crt"));
    }

    public async ValueTask DisposeAsync()
    {
        await (registry?.DisposeAsync() ?? ValueTask.CompletedTask);
        authority.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task What_is_written_in_chunks_is_read_by_crane_oras_and_skopeo()
    {
        using var stores = new ImageStores(Options());
        var store = stores.OpenStore(ImageLocation.Parse(Reference));
        var image = await PushLargeAsync(store);

        Assert.Equal($"{image.Digest}\n", await CraneAsync("digest", Reference));
        Assert.Contains("PASS", await CraneAsync("validate", "--remote", Reference), StringComparison.Ordinal);
        var oras = await PeerProcess.RunAsync(
            "oras",
            ["manifest", "fetch", "--descriptor", .. OrasOptions, Reference],
            workingDirectory: folder.Path
        );
        Assert.Contains(image.Digest.ToString(), oras.StandardOutput, StringComparison.Ordinal);
        var skopeo = await SkopeoAsync("copy", $"docker://{Reference}", $"dir:{folder.At("pulled")}");
        Assert.True(skopeo.ExitCode == 0, skopeo.StandardError);
    }

    [Fact]
    public async Task What_crane_oras_and_skopeo_write_is_read()
    {
        using var stores = new ImageStores(Options());
        var store = (RegistryRepository)stores.OpenStore(ImageLocation.Parse(Reference));
        var image = await Samples.PushImageAsync(store, "1.0");
        await CraneAsync("copy", Reference, $"{registry.Host}/shop/api:crane");
        var skopeo = await SkopeoAsync("copy", $"docker://{Reference}", $"docker://{registry.Host}/shop/api:skopeo");
        Assert.True(skopeo.ExitCode == 0, skopeo.StandardError);
        folder.Write("evidence.json", "{}");
        var oras = await PeerProcess.RunAsync(
            "oras",
            ["attach", .. OrasOptions, "--artifact-type", "application/test", Reference, "evidence.json:application/json"],
            workingDirectory: folder.Path
        );
        Assert.True(oras.ExitCode == 0, oras.StandardError);

        Assert.Equal(image.Digest, (await store.ResolveAsync("crane", Token))!.Digest);
        Assert.Equal(image.Digest, (await store.ResolveAsync("skopeo", Token))!.Digest);
        Assert.Equal(
            "application/test",
            Assert.Single(await store.ListReferrersAsync(image.Digest, Token)).Descriptor.ArtifactType
        );
        var tags = await store.ListTagsAsync(Token);
        Assert.Equal(["1.0", "crane", ReferrersTag.Of(image.Digest), "skopeo"], tags);
    }

    [Fact]
    public async Task A_blob_is_mounted_from_another_repository_and_an_upload_is_found_again()
    {
        using var stores = new ImageStores(Options());
        var first = (RegistryRepository)stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        var second = (RegistryRepository)stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/web"));
        _ = await Samples.PushImageAsync(first, "1.0");

        Assert.True(await second.TryMountAsync(Samples.Describe("layer"), first, Token));
        Assert.True(await second.HasBlobAsync(Samples.Describe("layer"), Token));
        Assert.False(await second.TryMountAsync(Samples.Describe("missing"), first, Token));
    }

    [Theory]
    [InlineData("reyal", "has the digest")]
    [InlineData("lay", "ends after 3 of 5 bytes")]
    [InlineData("layers", "has more than the 5 bytes")]
    public async Task A_layout_with_an_altered_layer_is_not_pushed_and_the_file_is_named(string altered, string fault)
    {
        using var stores = new ImageStores(Options());
        var layout = ImageLocation.Parse($"oci:{folder.At("images")}:1.0");
        _ = await Samples.PushImageAsync(stores.OpenStore(layout), "1.0");
        var path = folder.At("images", "blobs", "sha256", Samples.Describe("layer").Digest.Hex);
        await File.WriteAllTextAsync(path, altered, Token);

        var image = await stores.ResolveAsync(layout, Token);
        var store = stores.OpenStore(ImageLocation.Parse(Reference));
        var error = await Assert.ThrowsAsync<UndeterminedException>(() => ImageCopier.CopyAsync(image, store, "1.0", Token));

        Assert.Equal("image.content-altered", error.Code);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
        Assert.Null(await store.ResolveAsync("1.0", Token));
        Assert.False(await store.HasBlobAsync(Samples.Describe("layer"), Token));
    }

    [Fact]
    public async Task A_wrong_password_is_undetermined()
    {
        using var stores = new ImageStores(
            Options() with
            {
                Credentials = RegistryCredentials.Anonymous.WithLogin(registry.Host, TestRegistry.User, "wrong"),
            }
        );

        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            stores.ResolveAsync(ImageReference.Parse(Reference), Token)
        );
        Assert.Equal("registry.denied", error.Code);
    }

    private string[] OrasOptions => ["--ca-file", authority.File, "--registry-config", folder.At("config.json")];

    private ImageStoreOptions Options() =>
        new()
        {
            Credentials = new RegistryCredentials(folder.At("config.json")),
            Tls = new RegistryTls { AuthorityFile = authority.File },
        };

    private static async Task<Descriptor> PushLargeAsync(IImageStore store)
    {
        // A layer is a tar, and the end of a tar is any number of empty blocks.
        var tar = new byte[9 * 1024 * 1024];
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.NoCompression))
        {
            await gzip.WriteAsync(tar, Token);
        }

        var layer = compressed.ToArray();
        var blob = Descriptor.Of(MediaTypes.OciLayerGzip, layer);
        await store.WriteBlobAsync(blob, new ForwardOnly(layer), Token);
        var config = Encoding.UTF8.GetBytes(
            $$"""{"os":"linux","architecture":"amd64","rootfs":{"type":"layers","diff_ids":["{{Digest.Sha256(tar)}}"] } }"""
        );
        var configBlob = Descriptor.Of(MediaTypes.OciConfig, config);
        await store.WriteBlobAsync(configBlob, new MemoryStream(config), Token);
        var manifest = new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            Config = configBlob,
            Layers = [blob],
        };
        var descriptor = Descriptor.Of(MediaTypes.OciManifest, manifest.ToBytes().Span);
        await store.WriteManifestAsync(descriptor, manifest.ToBytes(), "1.0", Token);
        return descriptor;
    }

    private async Task<string> CraneAsync(params string[] arguments)
    {
        var environment = new Dictionary<string, string?> { ["SSL_CERT_FILE"] = authority.File, ["DOCKER_CONFIG"] = folder.Path };
        var result = await PeerProcess.RunAsync("crane", arguments, environment);
        Assert.True(result.ExitCode == 0, result.StandardError);
        return result.StandardOutput + result.StandardError;
    }

    private Task<CliWrap.Buffered.BufferedCommandResult> SkopeoAsync(string command, string source, string destination) =>
        PeerProcess.RunAsync(
            "skopeo",
            [
                command,
                "--authfile",
                folder.At("config.json"),
                "--src-cert-dir",
                folder.At("certificates"),
                "--dest-cert-dir",
                folder.At("certificates"),
                source,
                destination,
            ]
        );
}
