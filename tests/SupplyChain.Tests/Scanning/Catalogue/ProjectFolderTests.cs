using SupplyChain.Scanning;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Catalogue;

/// <summary>Files of projects that stand in one folder, and say more or less than one another.</summary>
public sealed class ProjectFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task In_a_directory_a_lock_file_adds_what_is_not_installed_beside_it()
    {
        folder.Write(
            "app/package-lock.json",
            """{"lockfileVersion":3,"packages":{"node_modules/a":{"version":"1.0.0"},"node_modules/b":{"version":"1.0.0"}}}"""
        );
        folder.Write("app/node_modules/a/package.json", """{"name":"a","version":"1.0.0"}""");
        folder.Write("php/composer.lock", """{"packages":[{"name":"c/d","version":"1"},{"name":"e/f","version":"1"}]}""");
        folder.Write("php/vendor/composer/installed.json", """[{"name":"c/d","version":"1"}]""");
        Assert.Equal(
            [
                "a app/node_modules/a/package.json",
                "b app/package-lock.json",
                "c/d php/vendor/composer/installed.json",
                "e/f php/composer.lock",
            ],
            (await CatalogueAsync()).Select(package => $"{package.Name} {package.Location}").Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Central_versions_count_only_where_nothing_was_restored()
    {
        folder.Write(
            "Directory.Packages.props",
            """<Project><ItemGroup><PackageVersion Include="A" Version="1.0.0" /></ItemGroup></Project>"""
        );
        Assert.Equal(
            "A 1.0.0",
            string.Join(' ', (await CatalogueAsync()).Select(package => $"{package.Name} {package.Version}"))
        );
        folder.Write(
            "src/packages.lock.json",
            """{"version":1,"dependencies":{"net10.0":{"A":{"type":"Direct","resolved":"1.0.1"}}}}"""
        );
        Assert.Equal(
            "A 1.0.1",
            string.Join(' ', (await CatalogueAsync()).Select(package => $"{package.Name} {package.Version}"))
        );
    }

    private async Task<IReadOnlyList<Package>> CatalogueAsync() =>
        (
            await new Cataloguer().CatalogueAsync(
                new DirectoryTarget("dir:x", folder.Path),
                TestContext.Current.CancellationToken
            )
        ).Packages;
}
