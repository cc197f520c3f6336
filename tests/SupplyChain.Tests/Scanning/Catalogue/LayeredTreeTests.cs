using SupplyChain.Images;
using SupplyChain.Scanning;
using SupplyChain.Scanning.Catalogue;
using Xunit;

namespace SupplyChain.Tests.Scanning.Catalogue;

public sealed class LayeredTreeTests
{
    private static readonly Digest[] Layers = [.. "abcdef".Select(letter => Digest.Parse("sha256:" + new string(letter, 64)))];

    [Fact]
    public async Task A_later_layer_replaces_the_database_and_keeps_who_brought_what()
    {
        var catalogue = await Catalogue(
            new LayerTar().File("var/lib/dpkg/status", Dpkg("base-files", "1") + Dpkg("bash", "5")),
            new LayerTar().File("var/lib/dpkg/status", Dpkg("bash", "6") + Dpkg("base-files", "1") + Dpkg("curl", "8"))
        );

        Assert.Equal(
            [("base-files", "1", Layers[0]), ("bash", "6", Layers[1]), ("curl", "8", Layers[1])],
            catalogue.Packages.Select(package => (package.Name, package.Version, package.LayerDigest!.Value))
        );
    }

    [Theory]
    [InlineData("app/node_modules/left-pad/.wh.package.json")]
    [InlineData("app/node_modules/.wh.left-pad")]
    [InlineData("app/.wh.node_modules")]
    [InlineData(".wh.app")]
    [InlineData("app/node_modules/.wh..wh..opq")]
    [InlineData(".wh..wh..opq")]
    [InlineData("./app/.wh..wh..opq")]
    public async Task A_whiteout_removes_what_lower_layers_brought(string whiteout)
    {
        var catalogue = await Catalogue(Module("app/node_modules/left-pad"), new LayerTar().File(whiteout, ""));
        Assert.Empty(catalogue.Packages);
        Assert.Equal("scan.empty", Assert.Single(catalogue.Limitations).Code);
    }

    [Theory]
    [InlineData("app/node_modules/.wh.left")]
    [InlineData("app/node_modules/left-pad/.wh.index.js")]
    [InlineData("other/.wh..wh..opq")]
    [InlineData("app/.wh.node_module")]
    public async Task A_whiteout_of_something_else_removes_nothing(string whiteout)
    {
        var catalogue = await Catalogue(Module("app/node_modules/left-pad"), new LayerTar().File(whiteout, ""));
        Assert.Single(catalogue.Packages);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_whiteout_does_not_hide_files_of_its_own_layer(bool whiteoutFirst)
    {
        var layer = new LayerTar();
        layer = whiteoutFirst ? layer.File("app/.wh..wh..opq", "") : layer;
        layer = Module("app/node_modules/new", layer);
        layer = whiteoutFirst ? layer : layer.File("app/.wh..wh..opq", "");
        var catalogue = await Catalogue(Module("app/node_modules/old"), layer);
        Assert.Equal("new", Assert.Single(catalogue.Packages).Name);
    }

    [Fact]
    public async Task Hiding_each_of_very_many_files_costs_as_much_as_there_is_to_hide()
    {
        var (files, whiteouts) = (new LayerTar(), new LayerTar());
        for (var index = 0; index < 10_000; index++)
        {
            files.File($"app/node_modules/a{index}/package.json", """{"name":"a","version":"1.0.0"}""");
            whiteouts.File($"app/node_modules/.wh.a{index}", "");
        }

        Assert.Empty((await Catalogue(files, whiteouts)).Packages);
    }

    [Fact]
    public async Task A_file_in_place_of_a_directory_removes_what_was_in_it()
    {
        var catalogue = await Catalogue(
            Module("app/node_modules/left-pad"),
            new LayerTar().File("app/node_modules", "no longer")
        );
        Assert.Empty(catalogue.Packages);
    }

    [Fact]
    public async Task A_link_in_place_of_a_directory_removes_what_was_in_it()
    {
        var catalogue = await Catalogue(Module("app/node_modules/left-pad"), new LayerTar().Link("app/node_modules", "../other"));
        Assert.Empty(catalogue.Packages);
    }

    [Fact]
    public async Task A_directory_entry_keeps_what_is_in_it()
    {
        var catalogue = await Catalogue(
            Module("app/node_modules/left-pad"),
            new LayerTar().Folder("app/").Folder("app/node_modules/")
        );
        Assert.Single(catalogue.Packages);
    }

    [Fact]
    public async Task A_hard_link_to_a_file_that_is_read_counts_as_that_file()
    {
        var catalogue = await Catalogue(
            Module("app/node_modules/left-pad")
                .HardLink("copy/node_modules/left-pad/package.json", "app/node_modules/left-pad/package.json")
        );
        Assert.Equal(
            ["app/node_modules/left-pad/package.json", "copy/node_modules/left-pad/package.json"],
            catalogue.Packages.Select(package => package.Location)
        );
    }

    [Fact]
    public async Task A_hard_link_to_a_file_that_is_not_read_is_a_limitation()
    {
        var catalogue = await Catalogue(
            new LayerTar().File("hidden", Dpkg("bash", "5")).HardLink("var/lib/dpkg/status", "hidden")
        );
        Assert.Contains(
            catalogue.Limitations,
            limitation => limitation is { Code: "scan.unreadable", Location: "var/lib/dpkg/status" }
        );
    }

    [Theory]
    [InlineData("var/lib/dpkg/status", "../../../hidden")]
    [InlineData("var/lib/dpkg", "/opt/dpkg")]
    [InlineData("var", "elsewhere")]
    [InlineData("lib/apk/db/installed", "/hidden")]
    [InlineData("etc/os-release", "/hidden")]
    public async Task A_link_that_leads_a_database_away_is_a_limitation(string path, string target)
    {
        var catalogue = await Catalogue(Module("app/node_modules/left-pad").Link(path, target));
        Assert.Equal(path, Assert.Single(catalogue.Limitations).Location);
    }

    [Theory]
    [InlineData("etc/os-release", "../usr/lib/os-release")]
    [InlineData("lib", "usr/lib")]
    [InlineData("lib", "/usr/lib")]
    [InlineData("bin", "usr/bin")]
    public async Task The_usual_links_of_distributions_are_none(string path, string target)
    {
        var catalogue = await Catalogue(Module("app/node_modules/left-pad").Link(path, target));
        Assert.Empty(catalogue.Limitations);
    }

    [Theory]
    [InlineData("x", "var/lib/dpkg", "x/status")]
    [InlineData("x", "/var/lib", "x/dpkg/status")]
    [InlineData("x", "/", "x/var/lib/dpkg/status")]
    [InlineData("a/b", "../var/lib", "a/b/dpkg/status")]
    public async Task What_is_written_into_a_folder_that_is_a_link_lands_where_it_leads(string link, string target, string path)
    {
        foreach (
            var image in new LayerTar[][]
            {
                [new LayerTar().Link(link, target).File(path, Dpkg("bash", "5"))],
                [new LayerTar().Link(link, target), new LayerTar().File(path, Dpkg("bash", "5"))],
                [new LayerTar().Link(link, "y").Link("y", target), new LayerTar().File(path, Dpkg("bash", "5"))],
            }.Take(link == "x" ? 3 : 2)
        )
        {
            Assert.Equal("var/lib/dpkg/status", Assert.Single((await Catalogue(image)).Packages).Location);
        }

        Assert.Empty(
            (
                await Catalogue(
                    new LayerTar().File("var/lib/dpkg/status", Dpkg("bash", "5")).Link(link, target),
                    new LayerTar().File($"{TreePath.Folder(path)}/.wh.status", "")
                )
            ).Packages
        );
    }

    [Fact]
    public async Task A_folder_in_place_of_a_link_leads_nowhere()
    {
        var link = new LayerTar().Link("x", "var/lib/dpkg");
        Assert.Empty((await Catalogue(link, new LayerTar().Folder("x/").File("x/status", Dpkg("bash", "5")))).Packages);
        Assert.Empty(
            (await Catalogue(link, new LayerTar().File(".wh.x", ""), new LayerTar().File("x/status", Dpkg("b", "5")))).Packages
        );
    }

    [Fact]
    public async Task A_hard_link_to_a_link_leads_a_database_away_as_well()
    {
        var catalogue = await Catalogue(
            Module("app/node_modules/left-pad").Link("s", "hidden").HardLink("var/lib/dpkg/status", "s")
        );
        Assert.Equal("var/lib/dpkg/status", Assert.Single(catalogue.Limitations).Location);
    }

    [Fact]
    public async Task Links_that_lead_each_other_around_are_refused()
    {
        var layer = new LayerTar().Link("a", "b").Link("b", "a").File("a/status", "");
        Assert.Equal("scan.tar", (await Assert.ThrowsAsync<UndeterminedException>(() => Catalogue(layer))).Code);
    }

    [Theory]
    [InlineData("../etc/passwd")]
    [InlineData("app/../../x")]
    [InlineData("app/../var/lib/dpkg/status")]
    public async Task A_name_that_leaves_the_root_is_refused(string name) =>
        Assert.Equal(
            "scan.tar",
            (await Assert.ThrowsAsync<UndeterminedException>(() => Catalogue(new LayerTar().File(name, "")))).Code
        );

    [Fact]
    public async Task Absolute_and_dotted_names_are_below_the_root()
    {
        var catalogue = await Catalogue(new LayerTar().File("/./var//lib/dpkg/./status", Dpkg("bash", "5")));
        Assert.Equal("var/lib/dpkg/status", Assert.Single(catalogue.Packages).Location);
    }

    [Fact]
    public async Task A_file_larger_than_its_reader_takes_is_a_limitation()
    {
        var catalogue = await Catalogue(new LayerTar().File("etc/os-release", new byte[65 * 1024]));
        Assert.Contains(
            catalogue.Limitations,
            limitation => limitation is { Code: "scan.unreadable", Location: "etc/os-release" }
        );
    }

    [Fact]
    public async Task An_image_with_more_entries_than_allowed_is_undetermined()
    {
        var tree = new LayeredTree(FileReaders.ForImages, new CatalogueLimits { Entries = 2 });
        var layer = new LayerTar().File("a", "").File("b", "").File("c", "").Build();
        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            tree.ApplyAsync(new MemoryStream(layer), Layers[0], TestContext.Current.CancellationToken)
        );
        Assert.Equal("scan.bounds", error.Code);
    }

    private static LayerTar Module(string folder, LayerTar? layer = null) =>
        (layer ?? new LayerTar()).File(
            $"{folder}/package.json",
            $$"""{"name":"{{folder.Split('/')[^1]}}","version":"1.3.0","license":"WTFPL"}"""
        );

    private static string Dpkg(string name, string version) =>
        $"Package: {name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: {version}\nDescription: it\n is\n\n";

    private static async Task<PackageCatalogue> Catalogue(params LayerTar[] layers)
    {
        var tree = new LayeredTree(FileReaders.ForImages, new CatalogueLimits());
        foreach (var (layer, digest) in layers.Zip(Layers))
        {
            await tree.ApplyAsync(new MemoryStream(layer.Build()), digest, TestContext.Current.CancellationToken);
        }

        return CatalogueBuilder.Build(
            new ScannedTarget("test", ScannedTarget.Image, null),
            [],
            tree.Files,
            new CatalogueLimits()
        );
    }
}
