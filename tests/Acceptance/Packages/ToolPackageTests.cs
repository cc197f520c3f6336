using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Acceptance.Packages;

public sealed class ToolPackageTests
{
    [Fact]
    public async Task The_tool_installs_from_its_package_and_runs()
    {
        var package = PackageFile.Require("SupplyChain.Cli");
        using var folder = new TemporaryFolder();

        // Its own package folder, so that no other package of this version is taken for it.
        var installed = await PeerProcess.RunAsync(
            "dotnet",
            [
                "tool",
                "install",
                "SupplyChain.Cli",
                "--tool-path",
                folder.At("tool"),
                "--source",
                PackageFile.Folder,
                "--version",
                package.Version,
            ],
            new Dictionary<string, string?> { ["NUGET_PACKAGES"] = folder.At("packages") },
            folder.Path
        );
        Assert.True(installed.ExitCode == 0, installed.StandardOutput + installed.StandardError);

        var program = Directory.GetFiles(folder.At("tool"), "supplychain*").Single();
        var version = await PeerProcess.RunAsync(program, ["--version"]);
        Assert.Equal(0, version.ExitCode);
        Assert.Contains(package.Version, version.StandardOutput);

        var clean = await PeerProcess.RunAsync(program, ["lint", Checkout.At("samples", "shop", "manifests")]);
        Assert.True(clean.ExitCode == 0, clean.StandardOutput + clean.StandardError);
        var broken = await PeerProcess.RunAsync(program, ["lint", Checkout.At("samples", "shop-broken", "manifests")]);
        Assert.Equal(1, broken.ExitCode);
    }
}
