using System.Formats.Tar;
using SupplyChain.Images;
using SupplyChain.Images.Layouts;
using SupplyChain.Images.Packing;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Images;

public sealed class ImagePackerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ImageStores stores = new(new ImageStoreOptions());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private OciLayout Layout => new(folder.At("images"), TimeProvider.System);

    public void Dispose()
    {
        stores.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Equal_input_has_an_equal_digest_whatever_its_times_and_order()
    {
        folder.Write("one/b.txt", "b");
        folder.Write("one/sub/a.txt", "a");
        folder.Write("two/sub/a.txt", "a");
        folder.Write("two/b.txt", "b");
        File.SetLastWriteTimeUtc(folder.At("two", "b.txt"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        var one = await ImagePacker.PackAsync(Request("one"), Layout, null, Token);
        var two = await ImagePacker.PackAsync(
            Request("two"),
            new OciLayout(folder.At("others"), TimeProvider.System),
            null,
            Token
        );

        Assert.Equal(one, two);
        Assert.Equal("sha256:", one.Digest.ToString()[..7]);
    }

    [Fact]
    public async Task Other_input_has_another_digest()
    {
        folder.Write("one/a.txt", "a");
        var before = await ImagePacker.PackAsync(Request("one"), Layout, null, Token);
        folder.Write("one/a.txt", "b");

        Assert.NotEqual(before, await ImagePacker.PackAsync(Request("one"), Layout, null, Token));
    }

    [Fact]
    public async Task The_image_has_what_was_asked_for()
    {
        folder.Write("app/run", "#!/bin/sh");
        folder.Write("app/sub/data.txt", "data");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder.At("app", "run"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        File.CreateSymbolicLink(folder.At("app", "link"), "sub/data.txt");
        var request = Request("app") with
        {
            Platform = Platform.Parse("linux/arm64"),
            Labels = new Dictionary<string, string> { ["team"] = "shop" },
            Annotations = new Dictionary<string, string> { ["org.opencontainers.image.revision"] = "abc" },
        };
        var content = await OpenAsync(await ImagePacker.PackAsync(request, Layout, "1.0", Token));

        Assert.Equal("linux/arm64", content.Config.Platform.ToString());
        Assert.Equal("1654", content.Config.Runtime!.User);
        Assert.Equal(["./run"], content.Config.Runtime.Entrypoint);
        Assert.Equal("/app", content.Config.Runtime.WorkingDir);
        Assert.Equal("shop", content.Config.Runtime.Labels!["team"]);
        Assert.Equal("abc", content.Manifest.Annotations!["org.opencontainers.image.revision"]);
        Assert.Equal("1970-01-01T00:00:00Z", content.Manifest.Annotations["org.opencontainers.image.created"]);
        Assert.Equal(
            [
                "app/ Directory 755 0:0 1970",
                "app/link SymbolicLink 777 0:0 1970 -> sub/data.txt",
                "app/run RegularFile 755 0:0 1970",
                "app/sub/ Directory 755 0:0 1970",
                "app/sub/data.txt RegularFile 644 0:0 1970",
            ],
            await content.ReadLayerAsync(content.Layers[^1], ListAsync, Token)
        );
    }

    [Fact]
    public async Task A_base_keeps_its_layers_and_settings()
    {
        var alpine = await stores.ResolveAsync(
            ImageLocation.Parse($"docker-archive:{TestData.Require("images/alpine-310.tar.gz")}"),
            Token
        );
        folder.Write("app/run", "x");
        var content = await OpenAsync(await ImagePacker.PackAsync(Request("app") with { Base = alpine }, Layout, "1.0", Token));

        Assert.Equal(2, content.Layers.Count);
        Assert.Contains("ADD file:", content.Layers[0].CreatedBy, StringComparison.Ordinal);
        Assert.Equal("supplychain pack", content.Layers[1].CreatedBy);
        Assert.Contains(content.Config.Runtime!.Env!, variable => variable.StartsWith("PATH=", StringComparison.Ordinal));
        Assert.Null(content.Config.Runtime.Cmd);
        Assert.Equal(alpine.Digest.ToString(), content.Manifest.Annotations!["org.opencontainers.image.base.digest"]);
        Assert.Contains(
            "lib/apk/",
            string.Join('\n', await content.ReadLayerAsync(content.Layers[0], ListAsync, Token)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_base_without_the_platform_is_refused_and_its_platforms_listed()
    {
        var alpine = await stores.ResolveAsync(
            ImageLocation.Parse($"docker-archive:{TestData.Require("images/alpine-310.tar.gz")}"),
            Token
        );
        folder.Write("app/run", "x");
        var request = Request("app") with { Base = alpine, Platform = Platform.Parse("linux/s390x") };

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => ImagePacker.PackAsync(request, Layout, null, Token));
        Assert.Contains("'linux/amd64'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../../other")]
    [InlineData("sub/../../other")]
    public async Task A_link_that_leaves_the_folder_is_refused(string target)
    {
        folder.Write("app/run", "x");
        File.CreateSymbolicLink(folder.At("app", "link"), target);

        var error = await Assert.ThrowsAsync<ConfigurationException>(() =>
            ImagePacker.PackAsync(Request("app"), Layout, null, Token)
        );
        Assert.Equal("pack.link", error.Code);
        Assert.Contains(folder.At("app", "link"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_is_refused_and_not_waited_for()
    {
        folder.Write("app/empty", "");
        _ = await PeerProcess.RunAsync("mkfifo", [folder.At("app", "pipe")]);

        var error = await Assert.ThrowsAsync<ConfigurationException>(() =>
            ImagePacker.PackAsync(Request("app"), Layout, null, Token)
        );
        Assert.Equal("pack.special-file", error.Code);
        Assert.Contains(folder.At("app", "pipe"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_and_an_empty_folder_are_refused()
    {
        Directory.CreateDirectory(folder.At("empty"));

        foreach (var name in new[] { "missing", "empty" })
        {
            var error = await Assert.ThrowsAsync<ConfigurationException>(() =>
                ImagePacker.PackAsync(Request(name), Layout, null, Token)
            );
            Assert.Equal("pack.source", error.Code);
        }
    }

    [Theory]
    [InlineData("app")]
    [InlineData("/app/../etc")]
    [InlineData("")]
    public async Task A_working_directory_has_to_be_absolute(string path)
    {
        folder.Write("app/run", "x");

        var error = await Assert.ThrowsAsync<ConfigurationException>(() =>
            ImagePacker.PackAsync(Request("app") with { WorkingDirectory = path }, Layout, null, Token)
        );
        Assert.Equal("pack.working-directory", error.Code);
    }

    [Fact]
    public async Task Crane_takes_it_from_a_real_registry_and_skopeo_from_the_layout()
    {
        await using var registry = await DockerRegistry.StartAsync();
        var alpine = await stores.ResolveAsync(
            ImageLocation.Parse($"docker-archive:{TestData.Require("images/alpine-310.tar.gz")}"),
            Token
        );
        folder.Write("app/run", "x");
        folder.Write($"app/{new string('n', 120)}/{new string('m', 120)}", "long");
        var request = Request("app") with { Base = alpine };
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        var pushed = await ImagePacker.PackAsync(request, store, "1.0", Token);
        _ = await ImagePacker.PackAsync(request, Layout, "1.0", Token);

        var validated = await PeerProcess.RunAsync(
            "crane",
            ["validate", "--insecure", "--remote", $"{registry.Host}/shop/api:1.0"]
        );
        Assert.True(validated.IsSuccess, validated.StandardError);
        var digest = await PeerProcess.RunAsync("crane", ["digest", "--insecure", $"{registry.Host}/shop/api:1.0"]);
        Assert.Equal(pushed.Digest.ToString(), digest.StandardOutput.Trim());
        var inspected = await PeerProcess.RunAsync("skopeo", ["inspect", "--raw", $"oci:{folder.At("images")}:1.0"]);
        Assert.Equal(pushed.Digest, Digest.Sha256(System.Text.Encoding.UTF8.GetBytes(inspected.StandardOutput)));
        var exported = await PeerProcess.RunAsync(
            "sh",
            [
                "-c",
                $"crane export --insecure {registry.Host}/shop/api:1.0 - | tar -tf - | grep -c -e ^app/run -e mmm -e ^etc/alpine-release",
            ]
        );
        Assert.Equal("3", exported.StandardOutput.Trim());
    }

    private PackRequest Request(string source) =>
        new()
        {
            SourceDirectory = folder.At(source),
            EntryPoint = ["./run"],
            Created = DateTimeOffset.UnixEpoch,
        };

    private Task<ImageContent> OpenAsync(Descriptor manifest) =>
        ImageContent.OpenAsync(new ResolvedImage("packed", Layout, manifest), platform: null, Token);

    private static async Task<List<string>> ListAsync(Stream layer, CancellationToken cancellationToken)
    {
        await using var tar = new TarReader(layer, leaveOpen: true);
        var lines = new List<string>();
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            var link = entry.LinkName.Length > 0 ? $" -> {entry.LinkName}" : "";
            var mode = Convert.ToString((int)entry.Mode, 8);
            lines.Add($"{entry.Name} {entry.EntryType} {mode} {entry.Uid}:{entry.Gid} {entry.ModificationTime.Year}{link}");
        }

        return lines;
    }
}
