using System.Runtime.Versioning;
using SupplyChain.Images.Streams;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Images;

/// <summary>Where others could have been first, only a folder of one's own is used.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivateFolderTests : IDisposable
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TemporaryFolder folder = new();

    public PrivateFolderTests() =>
        Assert.SkipWhen(OperatingSystem.IsWindows(), "temporary files are in the user's own profile there");

    private string Expected => folder.At($"supplychain-{Environment.UserName}");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_is_made_for_the_user_alone()
    {
        Assert.Equal(Expected, PrivateFolder.Open(runtime: null, folder.Path));
        Assert.Equal(Expected, PrivateFolder.Open(runtime: null, folder.Path));
        Assert.Equal(Own, File.GetUnixFileMode(Expected));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Expected));
    }

    [Fact]
    public void One_that_others_could_only_read_is_closed_to_them()
    {
        Directory.CreateDirectory(Expected, Own | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        Assert.Equal(Expected, PrivateFolder.Open(runtime: null, folder.Path));
        Assert.Equal(Own, File.GetUnixFileMode(Expected));
    }

    [Fact]
    public void The_folder_of_the_session_comes_first_where_it_is_the_users_own()
    {
        var runtime = Directory.CreateDirectory(folder.At("run"), Own).FullName;
        Assert.Equal(folder.At("run", "supplychain"), PrivateFolder.Open(runtime, folder.Path));
        Assert.Equal(Expected, PrivateFolder.Open(folder.At("none"), folder.Path));

        File.SetUnixFileMode(runtime, Own | UnixFileMode.OtherWrite);
        Assert.Equal(Expected, PrivateFolder.Open(runtime, folder.Path));
    }

    [Theory]
    [InlineData("link")]
    [InlineData("broken link")]
    [InlineData("file")]
    [InlineData("group")]
    [InlineData("others")]
    public void Anything_else_is_refused_and_named(string kind)
    {
        var target = Directory.CreateDirectory(folder.At("target"), Own).FullName;
        switch (kind)
        {
            case "link":
                _ = Directory.CreateSymbolicLink(Expected, target);
                break;
            case "broken link":
                _ = Directory.CreateSymbolicLink(Expected, folder.At("nowhere"));
                break;
            case "file":
                File.WriteAllText(Expected, "");
                break;
            default:
                _ = Directory.CreateDirectory(Expected);
                File.SetUnixFileMode(Expected, Own | (kind == "group" ? UnixFileMode.GroupWrite : UnixFileMode.OtherWrite));
                break;
        }

        var error = Assert.Throws<ConfigurationException>(() => PrivateFolder.Open(runtime: null, folder.Path));

        Assert.Equal("file.private", error.Code);
        Assert.Contains(Expected, error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(target));
        Assert.False(Directory.Exists(folder.At("nowhere")));
    }

    [Fact]
    public async Task One_of_another_user_is_refused()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can give a folder to another user");
        _ = Directory.CreateDirectory(Expected, Own);
        var given = await PeerProcess.RunAsync("chown", ["65534", Expected]);
        Assert.True(given.IsSuccess, given.StandardError);

        var error = Assert.Throws<ConfigurationException>(() => PrivateFolder.Open(runtime: null, folder.Path));
        Assert.Contains("not this user's", error.Message, StringComparison.Ordinal);
    }
}
