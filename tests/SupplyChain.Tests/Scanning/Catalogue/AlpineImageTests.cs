using System.IO.Compression;
using SupplyChain.Images;
using SupplyChain.Scanning;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Catalogue;

public sealed class AlpineImageTests
{
    [Fact]
    public async Task The_packages_of_an_alpine_image_are_those_of_its_database()
    {
        var path = TestData.Require("images/alpine-310.tar.gz");
        using var stores = new ImageStores(new ImageStoreOptions { Offline = true });
        var image = await stores.ResolveAsync(
            ImageLocation.Parse($"docker-archive:{path}"),
            TestContext.Current.CancellationToken
        );
        var catalogue = await new Cataloguer().CatalogueAsync(new ImageTarget(image), TestContext.Current.CancellationToken);
        var layer = await LayerAsync();

        Assert.Equal(("alpine", "3.10.4"), (catalogue.OperatingSystem!.Id, catalogue.OperatingSystem.Version));
        Assert.Empty(catalogue.Limitations);
        Assert.Equal(14, catalogue.Packages.Count);
        Assert.Equal(await DatabaseAsync(layer), catalogue.Packages.Select(package => $"{package.Name}-{package.Version}"));
        Assert.Equal(
            "pkg:apk/alpine/libcrypto1.1@1.1.1d-r2?arch=x86_64&distro=alpine-3.10.4",
            catalogue.Packages.Single(package => package.Name == "libcrypto1.1").Purl
        );
        Assert.Equal("openssl", catalogue.Packages.Single(package => package.Name == "libcrypto1.1").Source!.Name);
    }

    private static async Task<byte[]> LayerAsync()
    {
        await using var file = File.OpenRead(TestData.Require("images/alpine-310.tar.gz"));
        await using var archive = new GZipStream(file, CompressionMode.Decompress);
        return await ContentAsync(archive, name => name.EndsWith("layer.tar", StringComparison.Ordinal));
    }

    // The lines of the database, without our reader of it.
    private static async Task<IEnumerable<string>> DatabaseAsync(byte[] layer)
    {
        var lines = System
            .Text.Encoding.UTF8.GetString(await ContentAsync(new MemoryStream(layer), name => name == "lib/apk/db/installed"))
            .Split('\n');
        var names = lines.Where(line => line.StartsWith("P:", StringComparison.Ordinal)).Select(line => line[2..]);
        var versions = lines.Where(line => line.StartsWith("V:", StringComparison.Ordinal)).Select(line => line[2..]);
        return names.Zip(versions, (name, version) => $"{name}-{version}").Order(StringComparer.Ordinal);
    }

    private static async Task<byte[]> ContentAsync(Stream archive, Func<string, bool> wanted)
    {
        await using var tar = new System.Formats.Tar.TarReader(archive);
        while (await tar.GetNextEntryAsync(copyData: true, TestContext.Current.CancellationToken) is { } entry)
        {
            if (wanted(entry.Name))
            {
                using var content = new MemoryStream();
                await entry.DataStream!.CopyToAsync(content, TestContext.Current.CancellationToken);
                return content.ToArray();
            }
        }

        throw new InvalidOperationException("The archive has no such file.");
    }
}
