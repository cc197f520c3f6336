using System.Text;
using SupplyChain.Scanning;
using SupplyChain.Scanning.Catalogue;
using Xunit;

namespace SupplyChain.Tests.Scanning.Catalogue;

public sealed class DotnetApplicationTests
{
    [Theory]
    [InlineData("8.0.0", "Minor", "8.0.1 8.0.5 8.1.0 9.0.0", "8.0.5")]
    [InlineData("8.0.7", "Minor", "8.0.5 8.1.0 8.1.3 8.2.0", "8.1.3")]
    [InlineData("8.0.0", "Minor", "9.0.0 10.0.0", null)]
    [InlineData("8.0.0", "Major", "9.0.0 9.0.4 10.0.0", "9.0.4")]
    [InlineData("8.0.0", "Major", "8.0.2 10.0.0", "8.0.2")]
    [InlineData("8.0.0", "LatestPatch", "8.0.1 8.0.3 8.1.0", "8.0.3")]
    [InlineData("8.0.0", "LatestPatch", "8.1.0", null)]
    [InlineData("8.0.0", "LatestMinor", "8.0.1 8.2.0 8.2.3 9.0.0", "8.2.3")]
    [InlineData("8.0.0", "LatestMajor", "8.0.1 9.1.0 10.0.2", "10.0.2")]
    [InlineData("8.0.1", "Disable", "8.0.1 8.0.2", "8.0.1")]
    [InlineData("8.0.1", "Disable", "8.0.2", null)]
    [InlineData("8.0.0", "latestmajor", "9.0.0", "9.0.0")]
    [InlineData("8.0.5", "Minor", "8.0.4", null)]
    [InlineData("8.0.0", "Major", "9.0.0-rc.1", "9.0.0-rc.1")]
    [InlineData("8.0.0", "LatestMajor", "8.0.1 9.0.0-rc.1", "8.0.1")]
    [InlineData("9.0.0-rc.1", "Minor", "9.0.0-rc.2 9.0.0-preview.3", "9.0.0-rc.2")]
    [InlineData("", "Minor", "8.0.0", null)]
    [InlineData("8.0.10", "Minor", "8.0.9 8.0.10 8.0.11", "8.0.11")]
    public void A_program_runs_on_the_runtime_that_the_host_would_take(
        string requested,
        string policy,
        string installed,
        string? chosen
    ) => Assert.Equal(chosen, RollForward.Choose(new RuntimeUse("x", requested, policy), installed.Split(' ')));

    [Fact]
    public void Each_program_is_brought_together_with_what_it_runs_on()
    {
        var catalogue = Catalogue(
            ("app/shop.deps.json", """{"libraries":{}}"""),
            (
                "app/shop.runtimeconfig.json",
                """
                {"runtimeOptions":{"rollForward":"LatestMinor","frameworks":[{"name":"Microsoft.NETCore.App","version":"8.0.0"},
                 {"name":"Microsoft.AspNetCore.App","version":"8.0.0"}]}}
                """
            ),
            ("tools/own.deps.json", """{"libraries":{}}"""),
            (
                "tools/own.runtimeconfig.json",
                """{"runtimeOptions":{"includedFrameworks":[{"name":"Microsoft.NETCore.App","version":"8.0.0"}]}}"""
            ),
            Framework("usr/share/dotnet", "Microsoft.NETCore.App", "8.0.4"),
            Framework("usr/share/dotnet", "Microsoft.NETCore.App", "8.1.1"),
            Framework("opt/dotnet", "Microsoft.NETCore.App", "9.0.0"),
            (
                "usr/share/dotnet/shared/Microsoft.AspNetCore.App/8.1.1/Microsoft.AspNetCore.App.runtimeconfig.json",
                """{"runtimeOptions":{"framework":{"name":"Microsoft.NETCore.App","version":"8.1.1"}}}"""
            )
        );

        var application = Assert.Single(catalogue.Applications);
        Assert.Equal("app/shop.runtimeconfig.json", application.Location);
        Assert.Equal(
            [
                (
                    "Microsoft.NETCore.App",
                    "8.1.1@usr/share/dotnet/shared/Microsoft.NETCore.App/8.1.1/Microsoft.NETCore.App.deps.json"
                ),
                ("Microsoft.AspNetCore.App", ""),
            ],
            application.Runtimes.Select(use =>
                (use.Name, string.Join(' ', use.RunsOn.Select(runtime => $"{runtime.Version}@{runtime.Location}")))
            )
        );
    }

    [Fact]
    public void A_program_that_does_not_list_its_packages_is_a_limitation()
    {
        var catalogue = Catalogue(
            (
                "app/shop.runtimeconfig.json",
                """{"runtimeOptions":{"framework":{"name":"Microsoft.NETCore.App","version":"8.0.0"}}}"""
            )
        );
        Assert.Contains(
            catalogue.Limitations,
            limitation => limitation is { Code: "scan.uncovered", Location: "app/shop.runtimeconfig.json" }
        );
    }

    [Theory]
    [InlineData(
        """{"runtimeOptions":{"framework":{"name":"a","version":"1.0.0"},"rollForwardOnNoCandidateFx":0}}""",
        "LatestPatch"
    )]
    [InlineData("""{"runtimeOptions":{"framework":{"name":"a","version":"1.0.0"},"rollForwardOnNoCandidateFx":2}}""", "Major")]
    [InlineData(
        """{"runtimeOptions":{"framework":{"name":"a","version":"1.0.0","rollForward":"Disable"},"rollForward":"Major"}}""",
        "Disable"
    )]
    [InlineData("""{"runtimeOptions":{"framework":{"name":"a","version":"1.0.0"}}}""", "Minor")]
    public void How_far_a_program_goes_is_read_in_every_form(string text, string policy) =>
        Assert.Equal(policy, DotnetRuntimeConfiguration.Read(Encoding.UTF8.GetBytes(text)).Runtimes[0].RollForward);

    private static (string, string) Framework(string root, string name, string version) =>
        ($"{root}/shared/{name}/{version}/{name}.deps.json", """{"libraries":{}}""");

    private static PackageCatalogue Catalogue(params (string Path, string Text)[] files) =>
        CatalogueBuilder.Build(
            new ScannedTarget("x", ScannedTarget.Folder),
            [],
            files.ToDictionary(
                file => file.Path,
                file => new LiveFile(
                    FileReaders.ForImages.For(file.Path)!.Read(file.Path, Encoding.UTF8.GetBytes(file.Text)),
                    null
                )
            ),
            new CatalogueLimits()
        );
}
