using SupplyChain.Scanning;
using Xunit;

namespace SupplyChain.Tests.Scanning;

/// <summary>Package URLs as the specification has them (github.com/package-url/purl-spec, its tests and "types").</summary>
public sealed class PackageUrlTests
{
    [Theory]
    [InlineData("npm", "@angular/animation", "12.3.1", "pkg:npm/%40angular/animation@12.3.1")]
    [InlineData("npm", "left-pad", "1.3.0+a b", "pkg:npm/left-pad@1.3.0%2Ba%20b")]
    [InlineData("pypi", "Django_package", "1.11.1.dev1", "pkg:pypi/django-package@1.11.1.dev1")]
    [InlineData("nuget", "EnterpriseLibrary.Common", "6.0.1304", "pkg:nuget/EnterpriseLibrary.Common@6.0.1304")]
    [InlineData("maven", "org.apache.xmlgraphics:batik-anim", "1.9.1", "pkg:maven/org.apache.xmlgraphics/batik-anim@1.9.1")]
    [InlineData("golang", "google.golang.org/genproto", "v0.1.0", "pkg:golang/google.golang.org/genproto@v0.1.0")]
    [InlineData("golang", "github.com/BurntSushi/toml", "v1.0.0", "pkg:golang/github.com/burntsushi/toml@v1.0.0")]
    [InlineData("gem", "ruby-advisory-db-check", "0.12.4", "pkg:gem/ruby-advisory-db-check@0.12.4")]
    [InlineData("cargo", "rand", "0.7.2", "pkg:cargo/rand@0.7.2")]
    [InlineData("composer", "Laravel/Laravel", "5.5.0", "pkg:composer/laravel/laravel@5.5.0")]
    [InlineData("hex", "Jason", "1.1.2", "pkg:hex/jason@1.1.2")]
    [InlineData("pub", "characters", "1.2.0", "pkg:pub/characters@1.2.0")]
    [InlineData("swift", "github.com/Alamofire/Alamofire", "5.4.3", "pkg:swift/github.com/Alamofire/Alamofire@5.4.3")]
    public void A_package_has_the_url_of_its_type(string type, string name, string version, string url) =>
        Assert.Equal(url, PackageUrl.Of(Package(type, name, version), null).ToString());

    [Theory]
    [InlineData("deb", "curl", "7.50.3-1", "debian", "12", "amd64", "pkg:deb/debian/curl@7.50.3-1?arch=amd64&distro=debian-12")]
    [InlineData("deb", "tar", "1:1.3+b1", "debian", "12", "amd64", "pkg:deb/debian/tar@1:1.3%2Bb1?arch=amd64&distro=debian-12")]
    [InlineData("apk", "curl", "7.83.0-r0", "alpine", "3.16", "x86", "pkg:apk/alpine/curl@7.83.0-r0?arch=x86&distro=alpine-3.16")]
    [InlineData(
        "rpm",
        "curl",
        "7.50.3-1.fc25",
        "fedora",
        "25",
        "i386",
        "pkg:rpm/fedora/curl@7.50.3-1.fc25?arch=i386&distro=fedora-25"
    )]
    [InlineData("rpm", "tar", "2:1.34-1", "fedora", "25", null, "pkg:rpm/fedora/tar@1.34-1?distro=fedora-25&epoch=2")]
    [InlineData("deb", "curl", "7", "arch", "", null, "pkg:deb/arch/curl@7?distro=arch")]
    public void A_package_of_a_distribution_names_it(
        string type,
        string name,
        string version,
        string id,
        string release,
        string? architecture,
        string url
    ) =>
        Assert.Equal(
            url,
            PackageUrl
                .Of(Package(type, name, version) with { Architecture = architecture }, new Distribution(id, release))
                .ToString()
        );

    [Theory]
    [InlineData("pkg:npm/%40angular/animation@12.3.1", "pkg:npm/%40angular/animation@12.3.1")]
    [InlineData("pkg:npm/@angular/animation@12.3.1", "pkg:npm/%40angular/animation@12.3.1")]
    [InlineData("pkg:Maven/org.apache.commons/io@1.3.4", "pkg:maven/org.apache.commons/io@1.3.4")]
    [InlineData("pkg://maven//org.apache.commons/io@1.3.4", "pkg:maven/org.apache.commons/io@1.3.4")]
    [InlineData(
        "pkg:maven/org.apache.xmlgraphics/batik-anim@1.9.1?packaging=",
        "pkg:maven/org.apache.xmlgraphics/batik-anim@1.9.1"
    )]
    [InlineData(
        "pkg:maven/org.apache.xmlgraphics/batik-anim@1.9.1?repositorY_url=repo.spring.io/release&classifier=sources",
        "pkg:maven/org.apache.xmlgraphics/batik-anim@1.9.1?classifier=sources&repository_url=repo.spring.io%2Frelease"
    )]
    [InlineData("pkg:gem/jruby-launcher@1.1.2?Platform=java", "pkg:gem/jruby-launcher@1.1.2?platform=java")]
    [InlineData("pkg:docker/cassandra@sha256:244fd47e", "pkg:docker/cassandra@sha256:244fd47e")]
    [InlineData(
        "pkg:rpm/fedora/curl@7.50.3-1.fc25?arch=i386&distro=fedora-25",
        "pkg:rpm/fedora/curl@7.50.3-1.fc25?arch=i386&distro=fedora-25"
    )]
    [InlineData("pkg:nuget/Newtonsoft.Json", "pkg:nuget/Newtonsoft.Json")]
    public void A_url_is_read_and_written_in_canonical_form(string written, string canonical) =>
        Assert.Equal(canonical, PackageUrl.Parse(written)?.ToString());

    [Theory]
    [InlineData("EnterpriseLibrary.Common@6.0.1304")]
    [InlineData("pkg:EnterpriseLibrary.Common@6.0.1304")]
    [InlineData("pkg:maven/@1.3.4")]
    [InlineData("pkg:")]
    [InlineData("")]
    [InlineData("https://example.com/a@1")]
    public void What_lacks_a_part_is_no_url(string text) => Assert.Null(PackageUrl.Parse(text));

    private static Package Package(string type, string name, string version) =>
        new()
        {
            Name = name,
            Version = version,
            Type = type,
        };
}
