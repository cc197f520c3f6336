using System.Text;
using SupplyChain.Scanning;
using SupplyChain.Scanning.Sbom;
using Xunit;

namespace SupplyChain.Tests.Scanning.Sbom;

public sealed class ForeignSbomTests
{
    [Theory]
    [InlineData("pkg:deb/debian/libssl3@3.0.11-1?distro=debian-12", "built package from: openssl 3.0.11-1", "openssl 3.0.11-1")]
    [InlineData("pkg:deb/debian/vim@9.0?epoch=2", "built package from: vim 2:9.0.1378-2", "vim 2:9.0.1378-2")]
    [InlineData("pkg:apk/alpine/libcrypto3@3.1-r0", "built package from: openssl 3.1-r0", "openssl 3.1-r0")]
    [InlineData("pkg:rpm/azurelinux/libs@3.3.0-1", "built package from: openssl 3.3.0-1", "openssl 3.3.0-1")]
    [InlineData("pkg:deb/debian/libssl3@3.0.11-1", "built package from: openssl", "openssl 3.0.11-1")]
    [InlineData("pkg:deb/debian/libssl3@3.0.11-1?upstream=other%401.0", "built package from: openssl 3.0.11-1", "other 1.0")]
    [InlineData("pkg:deb/debian/libssl3@3.0.11-1", "built package from: ", null)]
    [InlineData("pkg:deb/debian/libssl3@3.0.11-1", "acquired package info from: openssl 3.0.11-1", null)]
    [InlineData("pkg:npm/lodash@4.0.0", "built package from: openssl 3.0.11-1", null)]
    public void Spdx_says_in_words_from_which_source_a_package_of_a_distribution_is(string purl, string words, string? source)
    {
        var text = $$"""
            {"spdxVersion":"SPDX-2.3","packages":[{"SPDXID":"SPDXRef-1","name":"p","versionInfo":"1","sourceInfo":"{{words}}",
             "externalRefs":[{"referenceCategory":"PACKAGE-MANAGER","referenceType":"purl","referenceLocator":"{{purl}}"}]}]}
            """;
        var its = Assert.Single(Read(text)).Source;
        Assert.Equal(source, its is null ? null : $"{its.Name} {its.Version}");
    }

    [Theory]
    [InlineData("openssl-libs-3.3.0-1.azl3.src.rpm", "openssl-libs", "3.3.0-1.azl3")]
    [InlineData("odd.src.rpm", "odd.src.rpm", "3.3.0-1")]
    public void A_package_url_names_a_source_by_its_file(string upstream, string name, string version) =>
        Assert.Equal(
            new SourcePackage(name, version),
            SbomPackage.Of($"pkg:rpm/azurelinux/libs@3.3.0-1?upstream={upstream}", "libs", "").Source
        );

    [Theory]
    [InlineData("application", "pkg:npm/app@1.0.0", "pkg:npm/app@1.0.0")]
    [InlineData("library", "pkg:golang/example.com/app@v1.0.0", "pkg:golang/example.com/app@v1.0.0")]
    [InlineData("application", null, null)]
    [InlineData("application", "pkg:generic/app@1.0.0", null)]
    [InlineData("application", "pkg:oci/app@sha256%3A00", null)]
    [InlineData("container", "pkg:npm/app@1.0.0", null)]
    [InlineData("operating-system", "pkg:deb/debian/debian@12", null)]
    public void What_cyclone_dx_describes_is_a_package_where_it_is_published_as_one(string type, string? purl, string? read)
    {
        var member = purl is null ? "" : $"\"purl\":\"{purl}\",";
        var text = $$"""
            {"bomFormat":"CycloneDX","metadata":{"component":{"type":"{{type}}","name":"app","version":"1.0.0",{{member}}
             "components":[{"type":"library","name":"inner","version":"2.0.0","purl":"pkg:npm/inner@2.0.0"}]} },
             "components":[{"type":"library","name":"outer","version":"3.0.0","purl":"pkg:npm/outer@3.0.0"}]}
            """;
        string?[] expected = [read, "pkg:npm/inner@2.0.0", "pkg:npm/outer@3.0.0"];
        Assert.Equal(expected.OfType<string>().Order(), Read(text).Select(package => package.Purl!).Order());
    }

    private static IReadOnlyList<Package> Read(string text) =>
        SbomReader.Read(Encoding.UTF8.GetBytes(text), "sbom:x", "x").Packages;
}
