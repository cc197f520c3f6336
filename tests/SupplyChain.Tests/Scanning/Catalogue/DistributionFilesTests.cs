using SupplyChain.Scanning;
using SupplyChain.Scanning.Catalogue;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Catalogue;

public sealed class DistributionFilesTests
{
    private const string Module = """{"name":"left-pad","version":"1.3.0"}""";

    [Theory]
    [InlineData("var/lib/dpkg/info/node-left-pad:amd64.list", "/.\n/usr/lib/node_modules/left-pad/package.json\n")]
    [InlineData(
        "var/lib/dpkg/status.d/node-left-pad.md5sums",
        "d41d8cd98f00b204e9800998ecf8427e  usr/lib/node_modules/left-pad/package.json\n"
    )]
    public async Task A_package_whose_file_the_distribution_installed_has_an_owner(string list, string content)
    {
        var catalogue = await CatalogueAsync(
            new LayerTar()
                .File("var/lib/dpkg/status", Status("node-left-pad", "1.3.0-2"))
                .File(list, content)
                .File("usr/lib/node_modules/left-pad/package.json", Module)
                .File("app/node_modules/left-pad/package.json", Module)
        );
        Assert.Equal(
            [("app/node_modules/left-pad/package.json", null), ("usr/lib/node_modules/left-pad/package.json", "node-left-pad")],
            catalogue.Packages.Where(package => package.Type == "npm").Select(package => (package.Location, package.Owner))
        );
        Assert.Empty(catalogue.Limitations);
    }

    [Fact]
    public async Task The_database_of_alpine_says_which_files_its_packages_own()
    {
        var catalogue = await CatalogueAsync(
            new LayerTar()
                .File(
                    "lib/apk/db/installed",
                    "P:py3-x\nV:1-r0\nD:so:libc.musl-x86_64.so.1\nF:usr/lib/python3.12/site-packages/x.dist-info\nR:METADATA\nR:RECORD\n\n"
                        + "P:musl\nV:1.2-r0\np:so:libc.musl-x86_64.so.1=1\n\n"
                )
                .File("usr/lib/python3.12/site-packages/x.dist-info/METADATA", "Name: x\nVersion: 1\n\n")
        );
        Assert.Equal("py3-x", catalogue.Packages.Single(package => package.Type == "pypi").Owner);
        Assert.Equal(
            [catalogue.Packages.Single(package => package.Name == "musl").Purl!],
            catalogue.Packages.Single(package => package.Name == "py3-x").DependsOn
        );
    }

    [Theory]
    [InlineData("curl", true)]
    [InlineData("bash", false)]
    public async Task A_package_that_was_cut_out_of_the_database_is_noticed(string listed, bool tampered)
    {
        var catalogue = await CatalogueAsync(
            new LayerTar().File("var/lib/dpkg/status", Status("bash", "5")).File($"var/lib/dpkg/info/{listed}.list", "/.\n")
        );
        Assert.Equal(tampered, catalogue.Limitations.Any(limitation => limitation.Code == "scan.tampered"));
    }

    [Theory]
    [InlineData("/usr/bin/tool", true)]
    [InlineData("/bin/tool", true)]
    [InlineData("/usr/bin/other", false)]
    public async Task A_silent_program_of_the_distribution_is_covered_by_its_advisories(string listed, bool covered)
    {
        var program = SampleProgram.OfGo("go1.22.0", "").Concat(new byte[70_000]).ToArray();
        var catalogue = await CatalogueAsync(
            new LayerTar()
                .File("var/lib/dpkg/status", Status("tool", "1"))
                .File("var/lib/dpkg/info/tool.list", $"{listed}\n")
                .File("usr/bin/tool", program)
        );
        Assert.Equal(covered, catalogue.Limitations.Count == 0);
        Assert.Null(catalogue.Packages.Single(package => package.Name == "stdlib").Owner);
    }

    [Fact]
    public async Task A_package_that_was_removed_in_the_ordinary_way_is_no_sign_of_tampering()
    {
        var removed = Status("curl", "8").Replace("install ok installed", "deinstall ok config-files", StringComparison.Ordinal);
        var catalogue = await CatalogueAsync(
            new LayerTar()
                .File("var/lib/dpkg/status", Status("bash", "5") + removed)
                .File("var/lib/dpkg/info/bash.list", "/bin/bash\n")
                .File("var/lib/dpkg/info/curl.list", "/etc/curl\n")
        );
        Assert.Empty(catalogue.Limitations);
        Assert.Equal("bash", Assert.Single(catalogue.Packages).Name);
    }

    [Theory]
    [InlineData("libaudit-common", "GPL-2,LGPL-2.1")]
    [InlineData("trilicense", "GPL-2,LGPL-2.1,MPL-1.1,MPL-1.1 or GPL-2 or LGPL-2.1")]
    public void Licences_come_from_the_copyright_file(string file, string expected)
    {
        const string path = "usr/share/doc/some/copyright";
        var content = File.ReadAllBytes(TestData.Require($"packages/debian/copyright/{file}"));
        Assert.Equal(expected, string.Join(',', FileReaders.ForImages.For(path)!.Read(path, content).Details!.Licenses!));
    }

    [Fact]
    public async Task Very_many_packages_that_need_each_other_are_not_linked_one_by_one()
    {
        var status = string.Concat(
            Enumerable
                .Range(0, 20_000)
                .Select(index => $"Package: p{index}\nStatus: install ok installed\nVersion: 1\nProvides: x\nDepends: x\n\n")
        );
        var catalogue = await CatalogueAsync(new LayerTar().File("var/lib/dpkg/status", status));
        Assert.Equal(20_000, catalogue.Packages.Count);
        Assert.DoesNotContain(catalogue.Packages, package => package.DependsOn.Count > 0);
    }

    [Fact]
    public async Task A_database_of_more_packages_than_any_distribution_is_a_limitation()
    {
        var status = string.Concat(Enumerable.Repeat("P:a\nV:1\n\n", 100_001));
        var catalogue = await CatalogueAsync(new LayerTar().File("lib/apk/db/installed", status));
        Assert.Contains(catalogue.Limitations, limitation => limitation.Code == "scan.unreadable");
    }

    [Fact]
    public async Task Packages_that_a_later_layer_takes_away_are_listed_as_removed()
    {
        using var folder = new TemporaryFolder();
        var image = await LayoutImage.WriteAsync(
            folder.At("image"),
            new LayerTar()
                .File("var/lib/dpkg/status", Status("bash", "5") + Status("curl", "8"))
                .File("app/node_modules/left-pad/package.json", Module),
            new LayerTar().File("var/lib/dpkg/status", Status("bash", "5")).File("app/.wh.node_modules", ""),
            new LayerTar().File("app/x", "")
        );
        var catalogue = await new Cataloguer().CatalogueAsync(new ImageTarget(image), TestContext.Current.CancellationToken);
        Assert.Equal(["bash"], catalogue.Packages.Select(package => package.Name));
        Assert.Equal(
            ["pkg:deb/debian/curl@8?arch=amd64", "pkg:npm/left-pad@1.3.0"],
            catalogue.Removed.Select(gone => gone.Package.Purl!)
        );
        Assert.All(
            catalogue.Removed,
            gone =>
            {
                Assert.Equal(catalogue.Layers[0].Digest, gone.Package.LayerDigest);
                Assert.Equal(catalogue.Layers[1].Digest, gone.RemovedBy);
            }
        );
    }

    [Fact]
    public async Task An_sbom_in_an_image_adds_what_no_other_file_names()
    {
        var catalogue = await CatalogueAsync(
            new LayerTar()
                .File("app/node_modules/left-pad/package.json", Module)
                .File(
                    "opt/app/app.cdx.json",
                    """
                    {"bomFormat":"CycloneDX","specVersion":"1.5","components":[
                     {"type":"library","name":"left-pad","version":"1.3.0","purl":"pkg:npm/left-pad@1.3.0"},
                     {"type":"library","name":"redis","version":"7.2.0","purl":"pkg:generic/redis@7.2.0"}]}
                    """
                )
                .File("app/assets/bom.json", """{"wood":"oak"}""")
        );
        Assert.Equal(
            [("redis", "opt/app/app.cdx.json"), ("left-pad", "app/node_modules/left-pad/package.json")],
            catalogue.Packages.Select(package => (package.Name, package.Location!))
        );
        Assert.Empty(catalogue.Limitations);
    }

    private static string Status(string name, string version) =>
        $"Package: {name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: {version}\n\n";

    private static async Task<PackageCatalogue> CatalogueAsync(LayerTar layer)
    {
        using var folder = new TemporaryFolder();
        var image = await LayoutImage.WriteAsync(folder.At("image"), layer);
        return await new Cataloguer().CatalogueAsync(new ImageTarget(image), TestContext.Current.CancellationToken);
    }
}
