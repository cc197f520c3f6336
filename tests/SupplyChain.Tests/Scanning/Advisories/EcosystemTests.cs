using SupplyChain.Scanning;
using SupplyChain.Scanning.Advisories;
using Xunit;

namespace SupplyChain.Tests.Scanning.Advisories;

public sealed class EcosystemTests
{
    [Theory]
    [InlineData("deb", "debian", "12.5", "Debian:12", true)]
    [InlineData("deb", "debian", "12", "Debian:11", false)]
    [InlineData("deb", "debian", "12", "Debian", true)]
    [InlineData("deb", "ubuntu", "22.04", "Ubuntu:22.04:LTS", true)]
    [InlineData("deb", "ubuntu", "22.04", "Ubuntu:Pro:22.04:LTS", false)]
    [InlineData("apk", "alpine", "3.20.3", "Alpine:v3.20", true)]
    [InlineData("apk", "alpine", "3.20.3", "Alpine:v3.2", false)]
    [InlineData("apk", "wolfi", "20230201", "Wolfi", true)]
    [InlineData("rpm", "almalinux", "9.4", "AlmaLinux:9", true)]
    [InlineData("rpm", "almalinux", "9.4", "AlmaLinux:8", false)]
    [InlineData("rpm", "rocky", "9.3", "Rocky Linux:9", true)]
    [InlineData("rpm", "rhel", "9.4", "Red Hat:enterprise_linux:9::appstream", true)]
    [InlineData("rpm", "rhel", "9.4", "Red Hat:enterprise_linux:90", false)]
    [InlineData("rpm", "rhel", "9.4", "Red Hat:rhel_eus:9.2::appstream", false)]
    [InlineData("rpm", "sles", "15.5", "SUSE:Linux Enterprise Module for Basesystem 15 SP5", true)]
    [InlineData("rpm", "sles", "15.5", "SUSE:Linux Enterprise Server 15 SP4", false)]
    [InlineData("rpm", "opensuse-leap", "15.6", "openSUSE:Leap 15.6", true)]
    [InlineData("rpm", "opensuse-tumbleweed", "20260101", "openSUSE:Tumbleweed", true)]
    [InlineData("rpm", "mageia", "9", "Mageia:9", true)]
    [InlineData("rpm", "photon", "5.0", "Photon OS:5.0", true)]
    [InlineData("rpm", "azurelinux", "3.0", "Azure Linux:3", true)]
    public void Packages_of_a_distribution_are_matched_with_its_release_alone(
        string type,
        string id,
        string version,
        string written,
        bool fits
    ) =>
        Assert.Equal(
            fits ? EcosystemFit.Full : EcosystemFit.None,
            Ecosystem.Of(Package(type, "p"), new Distribution(id, version))!.Fits(written)
        );

    [Fact]
    public void A_service_pack_of_openEuler_stands_in_the_name_of_the_distribution()
    {
        var system = new Distribution("openEuler", "22.03") { Name = "openEuler 22.03 (LTS-SP1)" };
        Assert.Equal("openEuler:22.03-LTS-SP1", Ecosystem.Of(Package("rpm", "p"), system)!.ToString());
    }

    [Theory]
    [InlineData("deb", "raspbian", "12")]
    [InlineData("rpm", "centos", "7")]
    [InlineData("rpm", "amzn", "2023")]
    [InlineData("rpm", "debian", "12")]
    [InlineData("apk", "alpine", "edge")]
    public void A_distribution_without_advisories_has_no_ecosystem(string type, string id, string version) =>
        Assert.Null(Ecosystem.Of(Package(type, "p"), new Distribution(id, version)));

    [Theory]
    [InlineData("pypi", "Zope.Interface__x", "PyPI", "zope-interface-x")]
    [InlineData("composer", "Symfony/HTTP-Kernel", "Packagist", "symfony/http-kernel")]
    [InlineData("maven", "org.apache:commons", "Maven", "org.apache:commons")]
    [InlineData("golang", "github.com/Azure/x", "Go", "github.com/azure/x")]
    [InlineData("cargo", "Serde", "crates.io", "Serde")]
    [InlineData("gem", "Rails", "RubyGems", "Rails")]
    public void A_package_of_a_language_has_the_name_that_advisories_give_it(
        string type,
        string name,
        string ecosystem,
        string written
    )
    {
        var its = Ecosystem.Of(Package(type, name), distribution: null)!;
        Assert.Equal((ecosystem, written), (its.Name, its.NameOf(Package(type, name))));
    }

    [Theory]
    [InlineData("npm", "npm", true)]
    [InlineData("npm", "NPM", true)]
    [InlineData("npm", "npm ", true)]
    [InlineData("npm", "n pm", false)]
    [InlineData("npm", "npmjs", false)]
    [InlineData("cargo", "Crates.IO", true)]
    [InlineData("cargo", "crates", false)]
    public void An_ecosystem_is_known_in_any_case_and_with_blanks_around_it(string type, string written, bool fits)
    {
        var its = Ecosystem.Of(Package(type, "p"), null)!;
        Assert.Equal(fits ? EcosystemFit.Full : EcosystemFit.None, its.Fits(written));
        Assert.Equal(fits, its.IsCoveredBy(written));
        Assert.Equal(fits, Ecosystem.KeyOf(written, "P") == Ecosystem.KeyOf(its.Name, "P"));
    }

    [Theory]
    [InlineData("composer", "Packagist:https://packages.drupal.org/8", true)]
    [InlineData("maven", "Maven:https://repo.example.com/maven2", true)]
    [InlineData("maven", "Packagist:https://packages.drupal.org/8", false)]
    public void Advisories_of_one_registry_are_about_packages_but_cover_no_ecosystem(string type, string written, bool fits)
    {
        var its = Ecosystem.Of(Package(type, "p"), null)!;
        Assert.Equal(fits ? EcosystemFit.Full : EcosystemFit.None, its.Fits(written));
        Assert.False(its.IsCoveredBy(written));
        Assert.Equal(fits, Ecosystem.KeyOf(written, "Org/P") == Ecosystem.KeyOf(its.Name, "Org/P"));
    }

    [Theory]
    [InlineData("debian: 12", true)]
    [InlineData("DEBIAN:12 ", true)]
    [InlineData("debian:11", false)]
    [InlineData("debian:1 2", false)]
    public void A_release_is_known_with_blanks_around_it(string written, bool fits) =>
        Assert.Equal(fits, Ecosystem.Of(Package("deb", "p"), new Distribution("debian", "12"))!.IsCoveredBy(written));

    [Theory]
    [InlineData("go1.22.3", "1.22.3")]
    [InlineData("go1.21rc2", "1.21.0-rc2")]
    [InlineData("go1.21.1beta1", "1.21.1-beta1")]
    [InlineData("go1.20 X:boringcrypto", "1.20")]
    [InlineData("v1.2.3", "v1.2.3")]
    public void A_version_of_the_toolchain_of_Go_is_written_as_advisories_write_it(string version, string written) =>
        Assert.Equal(
            written,
            Ecosystem.Of(Package("golang", "stdlib"), null)!.VersionOf(Package("golang", "stdlib") with { Version = version })
        );

    private static Package Package(string type, string name) =>
        new()
        {
            Name = name,
            Version = "1.0",
            Type = type,
        };
}
