using System.Xml.Linq;
using Xunit;

namespace SupplyChain.Acceptance.Packages;

public sealed class PackageContentTests
{
    [Fact]
    public void The_addin_carries_all_it_needs_beside_it_and_nothing_of_cake()
    {
        var package = PackageFile.Require("Cake.SupplyChain");

        Assert.Equal(
            [
                "Cake.SupplyChain.nuspec",
                "README.md",
                "lib/net10.0/BouncyCastle.Cryptography.dll",
                "lib/net10.0/Cake.SupplyChain.dll",
                "lib/net10.0/Cake.SupplyChain.xml",
                "lib/net10.0/CliWrap.dll",
                "lib/net10.0/Docker.DotNet.Handler.Abstractions.dll",
                "lib/net10.0/Docker.DotNet.LegacyHttp.dll",
                "lib/net10.0/Docker.DotNet.NPipe.dll",
                "lib/net10.0/Docker.DotNet.NativeHttp.dll",
                "lib/net10.0/Docker.DotNet.Unix.dll",
                "lib/net10.0/Docker.DotNet.dll",
                "lib/net10.0/Microsoft.Extensions.DependencyInjection.Abstractions.dll",
                "lib/net10.0/Microsoft.Extensions.Logging.Abstractions.dll",
                "lib/net10.0/Microsoft.Net.Http.Client.dll",
                "lib/net10.0/SupplyChain.dll",
                "lib/net10.0/Tomlyn.dll",
                "lib/net10.0/YamlDotNet.dll",
                "lib/net10.0/ZstdSharp.dll",
            ],
            package.Names()
        );
        Assert.Empty(Dependencies(package));
        Assert.Contains("cake-addin", Tags(package));
    }

    [Fact]
    public void The_frosting_tasks_depend_on_the_addin_alone()
    {
        var package = PackageFile.Require("Cake.Frosting.SupplyChain");

        Assert.Equal(
            [
                "Cake.Frosting.SupplyChain.nuspec",
                "README.md",
                "lib/net10.0/Cake.Frosting.SupplyChain.dll",
                "lib/net10.0/Cake.Frosting.SupplyChain.xml",
            ],
            package.Names()
        );
        Assert.Equal([("Cake.SupplyChain", package.Version)], Dependencies(package));
        Assert.Contains("cake-frosting", Tags(package));
    }

    [Fact]
    public void The_library_is_documented_and_depends_on_few_packages()
    {
        var package = PackageFile.Require("SupplyChain");

        Assert.Equal(
            ["README.md", "SupplyChain.nuspec", "lib/net10.0/SupplyChain.dll", "lib/net10.0/SupplyChain.xml"],
            package.Names()
        );
        Assert.Equal(
            [
                "BouncyCastle.Cryptography",
                "CliWrap",
                "Docker.DotNet.Enhanced",
                "Microsoft.Extensions.Logging.Abstractions",
                "Tomlyn",
                "YamlDotNet",
                "ZstdSharp.Port",
            ],
            Dependencies(package).Select(dependency => dependency.Id)
        );
    }

    [Fact]
    public void The_command_line_is_a_tool_without_machine_code()
    {
        var package = PackageFile.Require("SupplyChain.Cli");

        Assert.Contains("tools/net10.0/any/DotnetToolSettings.xml", package.Names());
        Assert.Contains("tools/net10.0/any/SupplyChain.Cli.dll", package.Names());
        Assert.All(package.Names(), name => Assert.False(name.EndsWith(".so") || name.Contains("/runtimes/")));
        Assert.Equal("DotnetTool", Descendants(package, "packageType").Single().Attribute("name")!.Value);
        Assert.Empty(Dependencies(package));
    }

    [Theory]
    [InlineData("SupplyChain")]
    [InlineData("SupplyChain.Cli")]
    [InlineData("Cake.SupplyChain")]
    [InlineData("Cake.Frosting.SupplyChain")]
    public void A_package_has_a_readme_a_licence_and_a_description(string id)
    {
        var package = PackageFile.Require(id);

        Assert.Equal("README.md", Descendants(package, "readme").Single().Value);
        Assert.Equal("Apache-2.0", Descendants(package, "license").Single().Value);
        Assert.NotEqual("Package Description", Descendants(package, "description").Single().Value);
    }

    [Fact]
    public void Nothing_that_belongs_to_the_cake_project_is_packed() =>
        Assert.DoesNotContain(
            Directory.GetFiles(System.IO.Path.GetDirectoryName(PackageFile.Require("Cake.SupplyChain").Path)!),
            path => System.IO.Path.GetFileName(path).StartsWith("Cake.Frosting.0") || path.Contains("Cake.Core")
        );

    private static IEnumerable<XElement> Descendants(PackageFile package, string name) =>
        package.Metadata().Descendants().Where(element => element.Name.LocalName == name);

    private static IEnumerable<(string Id, string Version)> Dependencies(PackageFile package) =>
        Descendants(package, "dependency")
            .Select(element => (element.Attribute("id")!.Value, element.Attribute("version")!.Value));

    private static string[] Tags(PackageFile package) => Descendants(package, "tags").Single().Value.Split(' ');
}
