using System.Text;
using Microsoft.Extensions.Time.Testing;
using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Scanning;
using SupplyChain.Scanning.Sbom;
using SupplyChain.Testing.Registry;
using SupplyChain.Tests.Signing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Sbom;

/// <summary>SBOMs of an image in a real registry, attested and verified by the real cosign.</summary>
public sealed class SbomAttestationTests(Cosign cosign) : IClassFixture<Cosign>
{
    [Theory]
    [InlineData(SbomFormat.CycloneDx, "cyclonedx")]
    [InlineData(SbomFormat.Spdx, "spdxjson")]
    public async Task Cosign_attests_an_sbom_and_verifies_it_and_it_comes_back_whole(SbomFormat format, string type)
    {
        await using var registry = await DockerRegistry.StartAsync();
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop"));
        var image = await LayoutImage.WriteAsync(
            store,
            new LayerTar()
                .File("etc/os-release", "ID=debian\nVERSION_ID=12\n")
                .File("var/lib/dpkg/status", "Package: bash\nStatus: install ok installed\nArchitecture: amd64\nVersion: 5\n\n")
        );
        var catalogue = await new Cataloguer().CatalogueAsync(new ImageTarget(image), TestContext.Current.CancellationToken);
        var sbom = SbomWriter.Write(catalogue, format, new FakeTimeProvider());
        cosign.Folder.Write($"{type}.json", Encoding.UTF8.GetString(sbom));
        var name = $"{registry.Host}/shop@{image.Digest}";

        await cosign.SucceedAsync(
            "attest",
            "--key",
            "cosign.key",
            "--signing-config",
            "offline.json",
            "--type",
            type,
            "--predicate",
            $"{type}.json",
            name
        );
        var output = await cosign.SucceedAsync(
            "verify-attestation",
            "--key",
            "cosign.pub",
            "--insecure-ignore-tlog=true",
            "--type",
            type,
            name
        );

        var read = SbomReader.Read(Encoding.UTF8.GetBytes(output.Trim()), "sbom:x", "x");
        Assert.Equivalent(catalogue.Packages, read.Packages, strict: true);
        Assert.Equal(catalogue.OperatingSystem, read.OperatingSystem);
        Assert.True(Envelope.Parse(Encoding.UTF8.GetBytes(output.Trim())).ReadStatement().IsAbout(image.Digest));
    }
}
