using SupplyChain.Images;
using SupplyChain.Images.Packing;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Images;

public sealed class ImagePackerTests : IDisposable
{
    private readonly PackWorkspace work = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private TemporaryFolder Folder => work.Folder;

    public void Dispose() => work.Dispose();

    [Fact]
    public async Task Equal_input_has_an_equal_digest_whatever_its_times_and_order()
    {
        Folder.Write("one/b.txt", "b");
        Folder.Write("one/sub/a.txt", "a");
        Folder.Write("two/sub/a.txt", "a");
        Folder.Write("two/b.txt", "b");
        File.SetLastWriteTimeUtc(Folder.At("two", "b.txt"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        var one = await work.PackAsync(work.Request("one"));
        var two = await work.PackAsync(work.Request("two"));

        Assert.Equal(one, two);
        Assert.Equal("sha256:", one.Digest.ToString()[..7]);
    }

    [Theory]
    [InlineData(">")]
    [InlineData("mkdir")]
    public async Task A_name_that_is_no_text_is_refused_and_told(string make)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems allow no such name");
        Folder.Write("app/run", "#!/bin/sh");
        var made = await PeerProcess.RunAsync("sh", ["-c", $"cd '{Folder.At("app")}' && {make} \"$(printf 'a\\377b')\""]);
        Assert.True(made.IsSuccess, made.StandardError);

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => work.PackAsync(work.Request("app")));
        // The base library cannot delete what it cannot name.
        _ = await PeerProcess.RunAsync("rm", ["-r", Folder.At("app")]);
        Assert.Equal("pack.file-name", error.Code);
        Assert.Contains(Folder.At("app"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_input_has_another_digest()
    {
        Folder.Write("one/a.txt", "a");
        var before = await work.PackAsync(work.Request("one"));
        Folder.Write("one/a.txt", "b");

        Assert.NotEqual(before, await work.PackAsync(work.Request("one")));
    }

    [Fact]
    public async Task The_image_has_what_was_asked_for()
    {
        Folder.Write("app/run", "#!/bin/sh");
        Folder.Write("app/sub/data.txt", "data");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Folder.At("app", "run"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        File.CreateSymbolicLink(Folder.At("app", "link"), "sub/data.txt");
        var request = work.Request("app") with
        {
            Platform = Platform.Parse("linux/arm64"),
            Labels = new Dictionary<string, string> { ["team"] = "shop" },
            Annotations = new Dictionary<string, string> { ["org.opencontainers.image.revision"] = "abc" },
        };
        var content = await work.OpenAsync(await work.PackAsync(request));

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
            await PackWorkspace.ListAsync(content, content.Layers.Count - 1)
        );
    }

    [Fact]
    public async Task A_base_keeps_its_layers_and_settings()
    {
        var alpine = await work.AlpineAsync();
        Folder.Write("app/run", "x");
        var content = await work.OpenAsync(await work.PackAsync(work.Request("app") with { Base = alpine }));

        Assert.Equal(2, content.Layers.Count);
        Assert.Contains("ADD file:", content.Layers[0].CreatedBy, StringComparison.Ordinal);
        Assert.Equal("supplychain pack", content.Layers[1].CreatedBy);
        Assert.Contains(content.Config.Runtime!.Env!, variable => variable.StartsWith("PATH=", StringComparison.Ordinal));
        Assert.Null(content.Config.Runtime.Cmd);
        Assert.Equal(alpine.Digest.ToString(), content.Manifest.Annotations!["org.opencontainers.image.base.digest"]);
        Assert.Contains("lib/apk/", string.Join('\n', await PackWorkspace.ListAsync(content, 0)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_base_without_the_platform_is_refused_and_its_platforms_listed()
    {
        var alpine = await work.AlpineAsync();
        Folder.Write("app/run", "x");
        var request = work.Request("app") with { Base = alpine, Platform = Platform.Parse("linux/s390x") };

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => work.PackAsync(request));
        Assert.Contains("'linux/amd64'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../../other")]
    [InlineData("sub/../../other")]
    public async Task A_link_that_leaves_the_folder_is_refused(string target)
    {
        Folder.Write("app/run", "x");
        File.CreateSymbolicLink(Folder.At("app", "link"), target);

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => work.PackAsync(work.Request("app")));
        Assert.Equal("pack.link", error.Code);
        Assert.Contains(Folder.At("app", "link"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_is_refused_and_not_waited_for()
    {
        Folder.Write("app/empty", "");
        _ = await PeerProcess.RunAsync("mkfifo", [Folder.At("app", "pipe")]);

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => work.PackAsync(work.Request("app")));
        Assert.Equal("pack.special-file", error.Code);
        Assert.Contains(Folder.At("app", "pipe"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_and_an_empty_folder_are_refused()
    {
        Directory.CreateDirectory(Folder.At("empty"));

        foreach (var name in new[] { "missing", "empty" })
        {
            var error = await Assert.ThrowsAsync<ConfigurationException>(() => work.PackAsync(work.Request(name)));
            Assert.Equal("pack.source", error.Code);
        }
    }

    [Theory]
    [InlineData("app")]
    [InlineData("/app/../etc")]
    [InlineData("")]
    public async Task A_working_directory_has_to_be_absolute(string path)
    {
        Folder.Write("app/run", "x");

        var error = await Assert.ThrowsAsync<ConfigurationException>(() =>
            work.PackAsync(work.Request("app") with { WorkingDirectory = path })
        );
        Assert.Equal("pack.working-directory", error.Code);
    }

    [Fact]
    public async Task Crane_takes_it_from_a_real_registry_and_skopeo_from_the_layout()
    {
        await using var registry = await DockerRegistry.StartAsync();
        var alpine = await work.AlpineAsync();
        Folder.Write("app/run", "x");
        Folder.Write($"app/{new string('n', 120)}/{new string('m', 120)}", "long");
        var request = work.Request("app") with { Base = alpine };
        var store = work.Stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        var pushed = await ImagePacker.PackAsync(request, store, "1.0", Token);
        _ = await ImagePacker.PackAsync(request, work.Layout, "1.0", Token);

        var validated = await PeerProcess.RunAsync(
            "crane",
            ["validate", "--insecure", "--remote", $"{registry.Host}/shop/api:1.0"]
        );
        Assert.True(validated.IsSuccess, validated.StandardError);
        var digest = await PeerProcess.RunAsync("crane", ["digest", "--insecure", $"{registry.Host}/shop/api:1.0"]);
        Assert.Equal(pushed.Digest.ToString(), digest.StandardOutput.Trim());
        var inspected = await PeerProcess.RunAsync("skopeo", ["inspect", "--raw", $"oci:{Folder.At("images")}:1.0"]);
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
}
