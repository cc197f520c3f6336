using SupplyChain.Scanning;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Catalogue;

/// <summary>What stands in the distribution's folders, and what its package database says of that.</summary>
public sealed class UnownedProgramTests
{
    private static readonly byte[] Program = SampleProgram.WithSection(".text", new byte[70_000]);
    private static readonly byte[] OfGo =
    [
        .. SampleProgram.OfGo("go1.22.0", "dep\texample.com/x\tv1.0.0\t\n"),
        .. new byte[70_000],
    ];

    public static TheoryData<string, string, bool> Places =>
        new()
        {
            { "usr/bin/tool", "/usr/bin/tool", true },
            { "usr/bin/tool", "/bin/tool", true },
            { "bin/tool", "/usr/bin/tool", true },
            { "usr/bin/tool", "/usr/sbin/tool", true },
            { "usr/lib/x86_64-linux-gnu/libssl.so.3", "/lib/x86_64-linux-gnu/libssl.so.3", true },
            { "usr/lib/x86_64-linux-gnu/libssl.so.3", "/usr/lib/x86_64-linux-gnu/libc.so.6", false },
            { "usr/lib64/libssl.so.3", "/usr/lib64/libc.so.6", false },
            { "lib/libssl.so.3", "/lib/libc.so.6", false },
            { "sbin/tini", "/sbin/ldconfig", false },
            { "usr/local/bin/tool", "/usr/bin/other", true },
            { "opt/app/bin/tool", "/usr/bin/other", true },
            { "usr/lib/app/tool", "/usr/bin/other", true },
            { "usr/lib/python3/dist-packages/x/_x.so", "/usr/bin/other", true },
        };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_program_of_the_distributions_folders_has_to_belong_to_a_package(string path, string listed, bool owned)
    {
        var catalogue = await CatalogueAsync(Debian($"{listed}\n").File(path, Program));
        Assert.Equal(
            owned ? [] : [("scan.unowned", path)],
            catalogue.Limitations.Select(limitation => (limitation.Code, limitation.Location!))
        );
    }

    [Fact]
    public async Task A_package_that_was_cut_out_of_alpines_database_leaves_programs_that_nobody_owns()
    {
        const string musl = "P:musl\nV:1.2-r0\nF:lib\nR:ld-musl-x86_64.so.1\n\n";
        const string ssl = "P:libssl3\nV:3.1-r0\nF:usr/lib\nR:libssl.so.3\n\n";
        Assert.Empty((await CatalogueAsync(Alpine(musl + ssl))).Limitations);
        var limitation = Assert.Single((await CatalogueAsync(Alpine(musl))).Limitations);
        Assert.Equal(("scan.unowned", "usr/lib/libssl.so.3"), (limitation.Code, limitation.Location));
    }

    [Fact]
    public async Task A_program_that_says_what_is_in_it_needs_no_owner()
    {
        var catalogue = await CatalogueAsync(Debian("/usr/bin/other\n").File("usr/bin/tool", OfGo));
        Assert.Empty(catalogue.Limitations);
        Assert.Contains(catalogue.Packages, package => package.Type == "golang");
    }

    [Fact]
    public async Task A_file_that_was_pushed_aside_is_still_its_packages()
    {
        var catalogue = await CatalogueAsync(
            Debian("/usr/bin/tool\n")
                .File("var/lib/dpkg/diversions", "/usr/bin/tool\n/usr/bin/tool.distrib\n:\n")
                .File("usr/bin/tool.distrib", Program)
        );
        Assert.Empty(catalogue.Limitations);
    }

    [Fact]
    public async Task An_image_without_lists_of_files_is_not_judged_by_them()
    {
        var catalogue = await CatalogueAsync(
            new LayerTar().File("var/lib/dpkg/status", Status("tool")).File("usr/bin/tool", Program)
        );
        Assert.Empty(catalogue.Limitations);
    }

    [Fact]
    public async Task A_program_that_a_later_layer_takes_away_needs_no_owner()
    {
        var catalogue = await CatalogueAsync(
            Debian("/usr/bin/other\n").File("usr/bin/tool", Program),
            new LayerTar().File("usr/bin/.wh.tool", "")
        );
        Assert.Empty(catalogue.Limitations);
    }

    [Fact]
    public async Task A_package_that_alone_lacks_its_list_is_a_sign_of_tampering()
    {
        var whole = Debian("/.\n").File("var/lib/dpkg/status", Status("tool") + Status("other"));
        Assert.Equal("scan.tampered", Assert.Single((await CatalogueAsync(whole)).Limitations).Code);
        Assert.Empty(
            (await CatalogueAsync(whole, new LayerTar().File("var/lib/dpkg/info/other:amd64.list", "/.\n"))).Limitations
        );
    }

    [Theory]
    [InlineData("/usr/bin/curl\n", "/usr/bin/other\n", "scan.tampered")]
    [InlineData("/etc/curl\n", "/usr/bin/other\n", "scan.unowned")]
    [InlineData("/usr/bin/curl\n", "/usr/bin/curl\n", null)]
    public async Task A_package_that_is_said_to_be_removed_owns_nothing(string removed, string other, string? code)
    {
        var catalogue = await CatalogueAsync(
            Debian(other)
                .File(
                    "var/lib/dpkg/status",
                    Status("tool")
                        + Status("curl").Replace("install ok installed", "deinstall ok config-files", StringComparison.Ordinal)
                )
                .File("var/lib/dpkg/info/curl.list", removed)
                .File("usr/bin/curl", Program)
        );
        Assert.Equal(code, catalogue.Limitations.SingleOrDefault()?.Code);
    }

    [Fact]
    public async Task A_list_of_more_files_than_any_distribution_has_is_a_limitation()
    {
        var list = string.Concat(Enumerable.Range(0, 300_000).Select(index => $"/bin/{index:x}\n"));
        Assert.Contains(
            (await CatalogueAsync(Debian(list))).Limitations,
            limitation => limitation is { Code: "scan.unreadable", Location: "var/lib/dpkg/info/tool.list" }
        );
        var database = string.Concat(Enumerable.Range(0, 300_000).Select(index => $"R:{index:x}\n"));
        var alpine = await CatalogueAsync(new LayerTar().File("lib/apk/db/installed", $"P:a\nV:1\nF:bin\n{database}\n"));
        Assert.Single(alpine.Packages);
        Assert.Equal("scan.unreadable", Assert.Single(alpine.Limitations).Code);
    }

    [Fact]
    public async Task Lists_that_together_have_more_files_than_any_distribution_are_undetermined()
    {
        var list = string.Concat(Enumerable.Range(0, 100_000).Select(index => $"/bin/{index:x}\n"));
        var layer = new LayerTar().File("var/lib/dpkg/status", Status("a") + Status("b"));
        Assert.Empty((await CatalogueAsync(Lists(layer, list, "a"), Lists(new LayerTar(), list, "a", "b"))).Limitations);
        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            CatalogueAsync(Lists(layer, list, "b"), Lists(new LayerTar(), list, "c"))
        );
        Assert.Equal("scan.bounds", error.Code);

        static LayerTar Lists(LayerTar layer, string list, params string[] packages) =>
            packages.Aggregate(layer, (all, package) => all.File($"var/lib/dpkg/info/{package}.list", list));
    }

    private static LayerTar Debian(string list) =>
        new LayerTar().File("var/lib/dpkg/status", Status("tool")).File("var/lib/dpkg/info/tool.list", list);

    private static LayerTar Alpine(string database) =>
        new LayerTar()
            .File("lib/apk/db/installed", database)
            .File("lib/ld-musl-x86_64.so.1", Program)
            .File("usr/lib/libssl.so.3", Program);

    private static string Status(string name) =>
        $"Package: {name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n\n";

    private static async Task<PackageCatalogue> CatalogueAsync(params LayerTar[] layers)
    {
        using var folder = new TemporaryFolder();
        var image = await LayoutImage.WriteAsync(folder.At("image"), layers);
        return await new Cataloguer().CatalogueAsync(new ImageTarget(image), TestContext.Current.CancellationToken);
    }
}
