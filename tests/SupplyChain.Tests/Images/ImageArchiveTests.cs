using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using SupplyChain.Images;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Images;

public sealed class ImageArchiveTests : IDisposable
{
    private const string AlpineDiffId = "sha256:531743b7098cb2aaf615641007a129173f63ed86ca32fe7b5a246a1c47286028";

    private readonly TemporaryFolder folder = new();
    private readonly ImageStores stores = new(new ImageStoreOptions { Offline = true });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        stores.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_layers_of_a_docker_archive_are_read_plain_and_compressed(bool plain)
    {
        var path = TestData.Require("images/alpine-310.tar.gz");
        var image = await ResolveAsync($"docker-archive:{(plain ? Gunzip(path) : path)}");
        var content = await ImageContent.OpenAsync(image, platform: null, Token);

        Assert.Equal(Platform.LinuxAmd64, content.Config.Platform);
        Assert.Equal(["/bin/sh"], content.Config.Runtime!.Cmd);
        var layer = Assert.Single(content.Layers);
        Assert.Contains("ADD file:", layer.CreatedBy, StringComparison.Ordinal);
        var names = await content.ReadLayerAsync(layer, ListAsync, Token);
        Assert.Contains("lib/apk/db/installed", names);
    }

    [Fact]
    public async Task A_compressed_archive_has_the_digest_of_the_plain_one()
    {
        var path = TestData.Require("images/alpine-310.tar.gz");

        Assert.Equal(
            (await ResolveAsync($"docker-archive:{path}")).Digest,
            (await ResolveAsync($"docker-archive:{Gunzip(path)}:alpine:3.10")).Digest
        );
    }

    [Fact]
    public async Task Archives_and_layouts_that_skopeo_wrote_are_read()
    {
        var alpine = Gunzip(TestData.Require("images/alpine-310.tar.gz"));
        foreach (var target in new[] { "oci-archive:a.tar:3.10", "oci:layout:3.10", "docker-archive:d.tar:alpine:3.10" })
        {
            var copied = await PeerProcess.RunAsync(
                "skopeo",
                ["copy", "-q", $"docker-archive:{alpine}", target],
                workingDirectory: folder.Path
            );
            Assert.True(copied.IsSuccess, copied.StandardError);
            var here = target.Replace(":", $":{folder.Path}/", StringComparison.Ordinal);
            var image = await ResolveAsync(
                target[..(target.IndexOf(':') + 1)] + folder.Path + "/" + target[(target.IndexOf(':') + 1)..]
            );
            var content = await ImageContent.OpenAsync(image, Platform.LinuxAmd64, Token);
            Assert.Contains("lib/apk/db/installed", await content.ReadLayerAsync(content.Layers[0], ListAsync, Token));
            Assert.NotEmpty(here);
        }
    }

    [Fact]
    public async Task An_archive_that_crane_wrote_is_read()
    {
        await using var registry = await SupplyChain.Testing.Registry.TestRegistry.StartAsync();
        using var online = new ImageStores(new ImageStoreOptions());
        _ = await Samples.PushImageAsync(online.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api")), "1.0");
        var pulled = await PeerProcess.RunAsync(
            "crane",
            ["pull", "--insecure", $"{registry.Host}/shop/api:1.0", folder.At("c.tar")]
        );
        Assert.True(pulled.IsSuccess, pulled.StandardError);

        var image = await ResolveAsync($"docker-archive:{folder.At("c.tar")}");
        var content = await ImageContent.OpenAsync(image, platform: null, Token);
        Assert.Equal(Samples.Describe("layer").Digest, Assert.Single(content.Layers).DiffId);
    }

    [Fact]
    public async Task An_altered_layer_is_undetermined_when_it_has_been_read()
    {
        var path = Gunzip(TestData.Require("images/alpine-310.tar.gz"));
        var bytes = await File.ReadAllBytesAsync(path, Token);
        bytes[3_000_000] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Token);
        var content = await ImageContent.OpenAsync(await ResolveAsync($"docker-archive:{path}"), platform: null, Token);

        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            content.ReadLayerAsync(content.Layers[0], (_, _) => Task.FromResult(0), Token)
        );
        Assert.Equal("image.content-altered", error.Code);
        Assert.Contains(AlpineDiffId[..14], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_images_have_to_be_chosen_from()
    {
        var config = Config();
        var path = HostileTar.Write(
            folder,
            ("c.json", config),
            ("l.tar", ""),
            (
                "manifest.json",
                """[{"Config":"c.json","RepoTags":["a:1","b:2"],"Layers":["l.tar"]},{"Config":"d.json","RepoTags":["c:3"],"Layers":["l.tar"]}]"""
            ),
            ("d.json", config.Replace("amd64", "arm64", StringComparison.Ordinal))
        );

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => ResolveAsync($"docker-archive:{path}"));
        Assert.Contains("(a:1, b:2, c:3)", error.Message, StringComparison.Ordinal);
        var chosen = await ImageContent.OpenAsync(await ResolveAsync($"docker-archive:{path}:c:3"), platform: null, Token);
        Assert.Equal("arm64", chosen.Config.Architecture);
    }

    [Fact]
    public async Task Links_between_layers_are_followed_within_the_archive_only()
    {
        using var stream = File.Create(folder.At("a.tar"));
        using (var tar = new TarWriter(stream))
        {
            AddFile(tar, "one/layer.tar", "");
            tar.WriteEntry(new GnuTarEntry(TarEntryType.SymbolicLink, "two/layer.tar") { LinkName = "../one/layer.tar" });
            tar.WriteEntry(new GnuTarEntry(TarEntryType.SymbolicLink, "evil") { LinkName = "/etc/passwd" });
            tar.WriteEntry(new GnuTarEntry(TarEntryType.SymbolicLink, "self") { LinkName = "self" });
            AddFile(tar, "c.json", Config());
            AddFile(tar, "manifest.json", """[{"Config":"c.json","RepoTags":null,"Layers":["two/layer.tar"]}]""");
        }

        stream.Close();
        var image = await ResolveAsync($"docker-archive:{folder.At("a.tar")}");
        Assert.NotNull(image);
        var archive = await SupplyChain.Images.Archives.TarArchive.OpenAsync(folder.At("a.tar"), Token);
        Assert.Null(archive.Find("evil"));
        _ = Assert.Throws<UndeterminedException>(() => archive.Find("self"));
    }

    public static TheoryData<string, string[]> HostileArchives =>
        new()
        {
            { "no list of images", ["other.txt", ""] },
            { "not a list", ["manifest.json", "{}"] },
            { "an image without config", ["manifest.json", """[{"Layers":[]}]"""] },
            { "a null image", ["manifest.json", "[null]"] },
            { "a config that is not there", ["manifest.json", """[{"Config":"../../etc/passwd","Layers":[]}]"""] },
            { "a config that is none", ["manifest.json", """[{"Config":"c.json","Layers":[]}]""", "c.json", "[]"] },
            { "other layers than its config", ["manifest.json", """[{"Config":"c.json","Layers":[]}]""", "c.json", Config()] },
            { "a list twice", ["manifest.json", "[]", "manifest.json", "[]"] },
            {
                "a config with another digest",
                [
                    "manifest.json",
                    """[{"Config":"531743b7098cb2aaf615641007a129173f63ed86ca32fe7b5a246a1c47286028.json","Layers":["l"]}]""",
                    "531743b7098cb2aaf615641007a129173f63ed86ca32fe7b5a246a1c47286028.json",
                    Config(),
                    "l",
                    "",
                ]
            },
        };

    [Theory]
    [MemberData(nameof(HostileArchives))]
    public async Task A_malformed_archive_is_undetermined(string what, string[] files)
    {
        var path = HostileTar.Write(folder, [.. files.Chunk(2).Select(pair => (pair[0], pair[1]))]);

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => ResolveAsync($"docker-archive:{path}"));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(what);
    }

    [Theory]
    [InlineData("not a tar at all, but long enough to be read as the head of an entry if one did not look at the checksum")]
    [InlineData("")]
    public async Task A_file_of_another_kind_is_undetermined(string text)
    {
        var path = folder.Write("a.tar", string.Concat(Enumerable.Repeat(text, 20)));

        _ = await Assert.ThrowsAsync<UndeterminedException>(() => ResolveAsync($"docker-archive:{path}"));
    }

    [Fact]
    public async Task A_truncated_archive_is_undetermined()
    {
        var whole = await File.ReadAllBytesAsync(TestData.Require("images/alpine-310.tar.gz"), Token);
        var path = folder.At("a.tar.gz");
        await File.WriteAllBytesAsync(path, whole[..1_000_000], Token);

        _ = await Assert.ThrowsAsync<UndeterminedException>(() => ResolveAsync($"docker-archive:{path}"));
    }

    [Fact]
    public async Task A_missing_file_is_a_mistake_of_the_user() =>
        Assert.Equal(
            "image.no-archive",
            (await Assert.ThrowsAsync<ConfigurationException>(() => ResolveAsync("docker-archive:/no/such/file"))).Code
        );

    private static string Config() =>
        $$"""{"os":"linux","architecture":"amd64","rootfs":{"type":"layers","diff_ids":["{{Samples.Describe("").Digest}}"]} }""";

    private static async Task<List<string>> ListAsync(Stream layer, CancellationToken cancellationToken)
    {
        await using var tar = new TarReader(layer, leaveOpen: true);
        var names = new List<string>();
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            names.Add(entry.Name);
        }

        return names;
    }

    private static void AddFile(TarWriter tar, string name, string text) =>
        tar.WriteEntry(
            new GnuTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) }
        );

    private string Gunzip(string path)
    {
        var target = folder.At("alpine.tar");
        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var file = File.Create(target);
        gzip.CopyTo(file);
        return target;
    }

    private Task<ResolvedImage> ResolveAsync(string location) => stores.ResolveAsync(ImageLocation.Parse(location), Token);
}
