using SupplyChain.Scanning;
using SupplyChain.Scanning.Catalogue;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Catalogue;

public sealed class ProgramMarkersTests
{
    private static readonly byte[] BundleMark = Convert.FromHexString(
        "8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae"
    );

    [Fact]
    public async Task A_program_in_an_image_is_found_by_its_content()
    {
        var program = await File.ReadAllBytesAsync(
            TestData.Require("packages/go/test.elf"),
            TestContext.Current.CancellationToken
        );
        var tree = new LayeredTree(FileReaders.ForImages, new CatalogueLimits());
        var layer = new LayerTar()
            .File("usr/bin/program", program)
            .HardLink("usr/bin/other", "usr/bin/program")
            .File("usr/bin/text", new byte[100_000])
            .Build();
        await tree.ApplyAsync(new MemoryStream(layer), null, TestContext.Current.CancellationToken);
        Assert.Equal(["usr/bin/other", "usr/bin/program"], tree.Files.Keys.Order());
        Assert.All(tree.Files.Values, file => Assert.Contains(file.Facts.Packages, package => package.Name == "stdlib"));
    }

    [Fact]
    public async Task A_program_in_a_directory_is_found_by_its_content()
    {
        using var folder = new TemporaryFolder();
        File.Copy(TestData.Require("packages/go/test.elf"), folder.At("program"));
        var catalogue = await new Cataloguer().CatalogueAsync(
            new DirectoryTarget("dir:x", folder.Path),
            TestContext.Current.CancellationToken
        );
        Assert.Contains(catalogue.Packages, package => package is { Name: "stdlib", Location: "program" });
    }

    [Fact]
    public async Task A_program_that_is_too_large_to_be_read_is_a_limitation_where_it_bears_a_mark()
    {
        using var folder = new TemporaryFolder();
        await using (var file = File.Create(folder.At("program")))
        {
            file.Write("\u007fELF"u8);
            file.SetLength(new ProgramReader().LargestFile + 1);
            file.Seek(0, SeekOrigin.End);
            file.Write([0xff, .. " Go buildinf:"u8]);
        }

        var catalogue = await new Cataloguer().CatalogueAsync(
            new DirectoryTarget("dir:x", folder.Path),
            TestContext.Current.CancellationToken
        );
        Assert.Contains(catalogue.Limitations, limitation => limitation is { Code: "scan.uncovered", Location: "program" });
    }

    [Fact]
    public void A_mark_is_found_wherever_the_parts_are_cut()
    {
        byte[] program = [.. new byte[200], 1, .. new byte[7], .. BundleMark, .. new byte[200]];
        for (var first = 0; first <= program.Length; first++)
        {
            for (var second = first; second <= Math.Min(program.Length, first + 30); second++)
            {
                Assert.NotSame(FileFacts.None, Facts(program[..first], program[first..second], program[second..]));
            }
        }
    }

    [Fact]
    public void The_mark_in_a_program_that_is_no_bundle_says_nothing() =>
        Assert.Same(FileFacts.None, Facts([.. new byte[200], .. BundleMark, .. new byte[200]]));

    [Fact]
    public void The_host_of_this_test_program_is_no_bundle() =>
        Assert.Same(FileFacts.None, Facts(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "SupplyChain.Tests"))));

    private static FileFacts Facts(params byte[][] parts)
    {
        var markers = new ProgramMarkers("program");
        foreach (var part in parts)
        {
            markers.Look(part);
        }

        return markers.Facts();
    }
}
