using SupplyChain.Signing.Keys;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Signing;

public sealed class KeyPairTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Both_files_are_written_and_the_private_one_is_for_its_owner_alone()
    {
        var pair = KeyPair.Generate(folder.At("shop"), "p");

        Assert.Equal(["shop.key", "shop.pub"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
        Assert.Equal(pair.PublicKey, PublicKey.Load(folder.At("shop.pub")));
        Assert.Equal(pair.PublicKey, KeyFile.Load(folder.At("shop.key"), () => "p").PublicKey);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.At("shop.key")));
        }
    }

    [Theory]
    [InlineData("shop.key")]
    [InlineData("shop.pub")]
    public void A_file_that_is_there_is_kept_and_nothing_is_written(string existing)
    {
        folder.Write(existing, "precious");

        Assert.Equal("key.exists", Assert.Throws<ConfigurationException>(() => KeyPair.Generate(folder.At("shop"), "p")).Code);
        Assert.Equal([folder.At(existing)], Directory.GetFiles(folder.Path));
        Assert.Equal("precious", File.ReadAllText(folder.At(existing)));
    }

    [Fact]
    public void A_missing_folder_leaves_nothing_behind()
    {
        Assert.Equal(
            "key.write",
            Assert.Throws<ConfigurationException>(() => KeyPair.Generate(folder.At("missing", "shop"), "p")).Code
        );
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    public void Dispose() => folder.Dispose();
}
