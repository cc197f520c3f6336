using System.Text;
using SupplyChain.Scanning;
using SupplyChain.Scanning.Catalogue;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Catalogue;

/// <summary>Images that say of which distribution they are.</summary>
public sealed class MissingDatabaseTests
{
    private const string Manifest = "var/lib/rpmmanifest/container-manifest-2";
    private const string Module = """{"name":"left-pad","version":"1.3.0"}""";
    private const string Deb = "Package: a\nStatus: install ok installed\nVersion: 1\n\n";

    [Theory]
    [InlineData("debian", "app/x", "")]
    [InlineData("ubuntu", "var/lib/dpkg/status", "")]
    [InlineData("debian", "lib/apk/db/installed", "P:a\nV:1\n\n")]
    [InlineData("alpine", "var/lib/dpkg/status", Deb)]
    [InlineData("wolfi", "app/x", "")]
    [InlineData("unheard-of", "app/x", "")]
    public async Task A_distribution_none_of_whose_packages_are_there_is_a_limitation(string id, string path, string content)
    {
        var catalogue = await CatalogueAsync(Image(id).File(path, content));
        Assert.Contains(
            catalogue.Limitations,
            limitation =>
                limitation.Code == "scan.uncovered" && limitation.Message.Contains($"calls itself {id}", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_database_that_a_later_layer_takes_away_is_a_limitation()
    {
        var image = Image("debian").File("var/lib/dpkg/status", Deb);
        Assert.Empty((await CatalogueAsync(image)).Limitations);
        Assert.Equal(
            "scan.uncovered",
            Assert.Single((await CatalogueAsync(image, new LayerTar().File("var/lib/.wh.dpkg", ""))).Limitations).Code
        );
    }

    [Theory]
    [InlineData("debian", "var/lib/dpkg/status.d/a", "Package: a\nVersion: 1\n\n")]
    [InlineData("alpine", "lib/apk/db/installed", "P:a\nV:1\n\n")]
    [InlineData("unheard-of", "var/lib/dpkg/status", Deb)]
    public async Task A_distribution_with_packages_of_its_kind_is_none(string id, string path, string content) =>
        Assert.Empty((await CatalogueAsync(Image(id).File(path, content))).Limitations);

    [Fact]
    public async Task An_image_that_names_no_distribution_needs_no_packages_of_one() =>
        Assert.Empty((await CatalogueAsync(new LayerTar().File("app/node_modules/left-pad/package.json", Module))).Limitations);

    [Fact]
    public async Task The_manifest_of_chisel_is_a_limitation()
    {
        var catalogue = await CatalogueAsync(Image("ubuntu").File("var/lib/chisel/manifest.wall", "x"));
        Assert.Contains(catalogue.Limitations, limitation => limitation.Location == "var/lib/chisel/manifest.wall");
    }

    [Fact]
    public async Task The_packages_of_an_image_without_package_manager_are_those_that_rpm_listed()
    {
        var file = TestData.Require("packages/rpm/cbl-mariner-2.0/rpmdb.sqlite");
        using var copy = new TemporaryFolder();
        File.Copy(file, copy.At("rpmdb.sqlite"));
        var listed = await PeerProcess.RunAsync(
            "rpm",
            [
                "-qa",
                "--dbpath",
                copy.Path,
                "--qf",
                "%{NAME}\t%{VERSION}-%{RELEASE}\t%{INSTALLTIME}\t%{BUILDTIME}\t%{VENDOR}\t%{EPOCH}\t%{SIZE}\t%{ARCH}\t%{EPOCHNUM}\t%{SOURCERPM}\n",
            ]
        );
        var database = await CatalogueAsync(Image("mariner").File("var/lib/rpm/rpmdb.sqlite", await BytesAsync(file)));
        var manifest = await CatalogueAsync(Image("mariner").File(Manifest, listed.StandardOutput));
        Assert.Empty(manifest.Limitations);
        Assert.Equal(130, manifest.Packages.Count);
        Assert.Equal(database.Packages.Select(Identity), manifest.Packages.Select(Identity));
    }

    [Theory]
    [InlineData("openssl\t3.3.0-1.azl3\n")]
    [InlineData("openssl\t\t1\t1\tx\t(none)\t1\tx86_64\t0\topenssl-3.3.0-1.azl3.src.rpm\n")]
    public void A_manifest_with_a_line_about_no_package_is_a_limitation_and_keeps_the_others(string line)
    {
        const string zlib = "zlib\t1.3-1.azl3\t1\t1\tMicrosoft Corporation\t(none)\t1\tx86_64\t2\tzlib-1.3-1.azl3.src.rpm\n";
        var facts = FileReaders.ForImages.For(Manifest)!.Read(Manifest, Encoding.UTF8.GetBytes(line + zlib));
        Assert.Equal("scan.unreadable", Assert.Single(facts.Limitations).Code);
        Assert.Equal(("zlib", "2:1.3-1.azl3"), (Assert.Single(facts.Packages).Name, facts.Packages[0].Version));
    }

    private static string Identity(Package package) =>
        $"{package.Type} {package.Name} {package.Version} {package.Architecture} {package.Supplier} {package.Source}";

    private static LayerTar Image(string id) =>
        new LayerTar().File("etc/os-release", $"ID={id}\n").File("app/node_modules/left-pad/package.json", Module);

    private static Task<byte[]> BytesAsync(string file) => File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);

    private static async Task<PackageCatalogue> CatalogueAsync(params LayerTar[] layers)
    {
        using var folder = new TemporaryFolder();
        var image = await LayoutImage.WriteAsync(folder.At("image"), layers);
        return await new Cataloguer().CatalogueAsync(new ImageTarget(image), TestContext.Current.CancellationToken);
    }
}
