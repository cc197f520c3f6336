using SupplyChain.Testing;
using SupplyChain.Tools;
using Xunit;

namespace SupplyChain.Tests.Tools;

public sealed class ExternalToolTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_first_folder_of_the_path_wins()
    {
        Script.Write(folder, "a/tool", "");
        Script.Write(folder, "b/tool", "");
        Assert.Equal(
            folder.At("a", "tool"),
            ExternalTool.Find("tool", $"{folder.At("none")}:{folder.At("a")}:{folder.At("b")}")!.Path
        );
    }

    [Fact]
    public void A_file_that_is_not_executable_is_no_program()
    {
        folder.Write("a/tool", "text");
        Script.Write(folder, "b/tool", "");
        Assert.Equal(folder.At("b", "tool"), ExternalTool.Find("tool", $"{folder.At("a")}:{folder.At("b")}")!.Path);
        Assert.Equal(
            "tool.missing",
            Assert.Throws<ConfigurationException>(() => ExternalTool.At("tool", folder.At("a", "tool"))).Code
        );
    }

    [Fact]
    public void A_relative_folder_of_the_path_does_not_count()
    {
        Script.Write(folder, "tool", "");
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), folder.Path);
        Assert.Null(ExternalTool.Find("tool", $"{relative}:."));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_a_path_nothing_is_found(string? path) => Assert.Null(ExternalTool.Find("tool", path));

    [Theory]
    [InlineData("0.74.0", "0.74.0")]
    [InlineData("v1.2.3-rc.1+build", "1.2.3")]
    [InlineData("Version: 0.69.4\n", "0.69.4")]
    [InlineData("tool version 12.4", "12.4.0")]
    public void A_version_is_read_out_of_what_a_program_prints(string text, string version) =>
        Assert.Equal(Version.Parse(version), PrintedVersion.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("dev")]
    [InlineData("7")]
    [InlineData("1..2")]
    [InlineData("99999999999.1")]
    public void What_is_no_version_is_none(string text) => Assert.Null(PrintedVersion.Read(text));
}
