using SupplyChain.Scanning;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Catalogue;

/// <summary>Which projects of .NET count as restored, and what those that were not leave uncovered.</summary>
public sealed class RestoredProjectTests : IDisposable
{
    private const string Project =
        "\ufeff"
        + """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="A" Version="1.0.0" /></ItemGroup></Project>""";

    private const string Central = """<Project><ItemGroup><PackageVersion Include="A" Version="1.0.0" /></ItemGroup></Project>""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("src/P/obj/project.assets.json", null)]
    [InlineData("src/P/obj/project.assets.json", "/src/P/P.csproj")]
    [InlineData("src/P/obj/Release/project.assets.json", "C:\\src\\P\\P.csproj")]
    [InlineData("artifacts/obj/P/project.assets.json", null)]
    [InlineData("artifacts/obj/P/project.assets.json", "/src/P/P.csproj")]
    [InlineData("src/P/packages.lock.json", null)]
    [InlineData("src/P/packages.P.lock.json", null)]
    public async Task A_project_that_was_restored_has_what_NuGet_resolved(string path, string? project)
    {
        folder.Write("src/P/P.csproj", Project);
        Restore(path, project);
        Assert.Equal("A 2.0.0", await CatalogueAsync());
    }

    [Theory]
    [InlineData("src/Q/obj/project.assets.json", null)]
    [InlineData("src/P/obj/project.assets.json", "/src/P/Other.csproj")]
    [InlineData("artifacts/obj/Q/project.assets.json", null)]
    [InlineData("artifacts/obj/P/project.assets.json", "/src/P/Other.csproj")]
    [InlineData("other/artifacts/obj/P/project.assets.json", null)]
    [InlineData("src/Q/packages.lock.json", null)]
    [InlineData("src/P/packages.Q.lock.json", null)]
    public async Task What_was_restored_for_another_project_leaves_it_uncovered(string path, string? project)
    {
        folder.Write("src/P/P.csproj", Project);
        Restore(path, project);
        Assert.Equal("A 1.0.0, A 2.0.0, scan.uncovered src/P/P.csproj", await CatalogueAsync());
    }

    [Theory]
    [InlineData("P.fsproj", "<PackageReference Include='A' Version='$(V)' />", "scan.uncovered P.fsproj, scan.unpinned P.fsproj")]
    [InlineData("P.vbproj", "<PackageReference Include='A' Version='1.*' />", "scan.uncovered P.vbproj, scan.unpinned P.vbproj")]
    [InlineData(
        "P.csproj",
        "<PackageReference Include='A'><Version>1.0.0</Version></PackageReference>",
        "A 1.0.0, scan.uncovered P.csproj"
    )]
    [InlineData("P.csproj", "<PackageReference Include='A' VersionOverride='1.0.0' />", "A 1.0.0, scan.uncovered P.csproj")]
    [InlineData("P.csproj", "<PackageReference Include='A' />", "scan.uncovered P.csproj")]
    [InlineData("Directory.Build.props", "<PackageReference Include='A' />", "scan.uncovered Directory.Build.props")]
    [InlineData("P.csproj", "<ProjectReference Include='A' /><PackageReference Remove='A' />", "")]
    public async Task A_project_that_was_not_restored_names_what_it_asks_for(string path, string items, string expected)
    {
        folder.Write(path, $"<Project><ItemGroup>{items}</ItemGroup></Project>");
        Assert.Equal(
            expected.Length == 0 ? "scan.empty " : expected,
            (await CatalogueAsync()).Replace("scan.empty , ", "", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Central_versions_count_until_every_project_below_them_is_restored()
    {
        const string asked = "<Project><ItemGroup><PackageReference Include='A' /></ItemGroup></Project>";
        folder.Write("Directory.Packages.props", Central);
        folder.Write("src/P/P.csproj", asked);
        folder.Write("src/Q/Q.csproj", asked);
        Restore("src/P/obj/project.assets.json", null);
        Assert.Equal("A 1.0.0, A 2.0.0, scan.uncovered src/Q/Q.csproj", await CatalogueAsync());
        Restore("src/Q/obj/project.assets.json", null);
        Assert.Equal("A 2.0.0, A 2.0.0", await CatalogueAsync());
    }

    [Fact]
    public async Task Central_versions_are_not_those_of_projects_beside_them()
    {
        folder.Write("a/Directory.Packages.props", Central);
        Restore("b/obj/project.assets.json", null);
        Assert.Equal("A 1.0.0, A 2.0.0", await CatalogueAsync());
    }

    private void Restore(string path, string? project) =>
        folder.Write(
            path,
            path.EndsWith(".lock.json", StringComparison.Ordinal)
                ? """{"version":1,"dependencies":{"net10.0":{"A":{"type":"Direct","resolved":"2.0.0"}}}}"""
                : """{"targets":{"net10.0":{"A/2.0.0":{"type":"package"}}},"libraries":{"A/2.0.0":{}}"""
                    + (
                        project is null
                            ? "}"
                            : ",\"project\":{\"restore\":{\"projectPath\":\""
                                + project.Replace("\\", "\\\\", StringComparison.Ordinal)
                                + "\"}}}"
                    )
        );

    private async Task<string> CatalogueAsync()
    {
        var catalogue = await new Cataloguer().CatalogueAsync(
            new DirectoryTarget("dir:x", folder.Path),
            TestContext.Current.CancellationToken
        );
        return string.Join(
            ", ",
            [
                .. catalogue.Packages.Select(package => $"{package.Name} {package.Version}"),
                .. catalogue.Limitations.Select(limitation => $"{limitation.Code} {limitation.Location}"),
            ]
        );
    }
}
