using SupplyChain.Scanning;
using SupplyChain.Scanning.Catalogue;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning;

public sealed class PackageOriginTests
{
    [Theory]
    [InlineData("debian", "deb", "GNU Libc Maintainers <debian-glibc@lists.debian.org>", true)]
    [InlineData("debian", "deb", "Debian GnuPG Maintainers <pkg-gnupg-maint@lists.alioth.debian.org>", true)]
    [InlineData("debian", "deb", "Debian OpenSSL Team <pkg-openssl-devel@alioth-lists.debian.net>", true)]
    [InlineData("debian", "deb", "Debian Python Team <team+python@tracker.debian.org>,", true)]
    [InlineData("debian", "deb", "Theodore Y. Ts'o <tytso@mit.edu>", null)]
    [InlineData("debian", "deb", "Debian Libidn team <help-libidn@gnu.org>", null)]
    [InlineData("debian", "deb", "Yangfl <mmyangfl@gmail.com>", null)]
    [InlineData("debian", "deb", "XFS Development Team <linux-xfs@vger.kernel.org>", null)]
    [InlineData("debian", "deb", "Thorsten Alteholz <debian@alteholz.de>", null)]
    [InlineData("debian", "deb", "Docker <support@docker.com>", false)]
    [InlineData("debian", "deb", "NodeSource Support <support@nodesource.com>", false)]
    [InlineData("debian", "deb", "Google Cloud CLI Authors <https://code.google.com/p/google-cloud-sdk/>", false)]
    [InlineData("debian", "deb", "Percona Development Team <mysql-dev@percona.com>", false)]
    [InlineData("debian", "deb", "<root@build.example>", false)]
    [InlineData("debian", "deb", "acme", false)]
    [InlineData("debian", "rpm", "Acme", null)]
    [InlineData("ubuntu", "deb", "Ubuntu Developers <ubuntu-devel-discuss@lists.ubuntu.com>", true)]
    [InlineData("ubuntu", "deb", "Somebody Else <somebody@example.org>", false)]
    [InlineData("kali", "deb", "Docker <support@docker.com>", null)]
    [InlineData("alpine", "apk", "Natanael Copa <ncopa@alpinelinux.org>", true)]
    [InlineData("alpine", "apk", "Timo Teras <timo.teras@iki.fi>", null)]
    [InlineData("rhel", "rpm", "Red Hat, Inc.", true)]
    [InlineData("rhel", "rpm", "Fedora Project", false)]
    [InlineData("rocky", "rpm", "Rocky Enterprise Software Foundation", true)]
    [InlineData("sles", "rpm", "SUSE LLC <https://www.suse.com/>", true)]
    [InlineData("opensuse-leap", "rpm", "obs://build.opensuse.org/home:somebody", false)]
    [InlineData("azurelinux", "rpm", "Microsoft Corporation", true)]
    [InlineData("openeuler", "rpm", "http://openeuler.org", true)]
    [InlineData("almalinux", "rpm", "Acme", false)]
    [InlineData("almalinux", "rpm", null, null)]
    [InlineData("unheard-of", "rpm", "Acme", null)]
    public void The_maintainer_or_vendor_tells_whether_a_package_is_the_distributions(
        string id,
        string type,
        string? supplier,
        bool? expected
    ) =>
        Assert.Equal(
            expected,
            PackageOrigin.IsDistributions(
                new Package
                {
                    Name = "x",
                    Version = "1",
                    Type = type,
                    Supplier = supplier,
                },
                new Distribution(id, "1")
            )
        );

    [Theory]
    [InlineData("mariner", "var/lib/rpm/rpmdb.sqlite", "rpm/cbl-mariner-2.0/rpmdb.sqlite")]
    [InlineData("rhel", "var/lib/rpm/Packages", "rpm/libuuid/Packages")]
    [InlineData("sles", "var/lib/rpm/Packages.db", "rpm/sle15-bci/Packages.db")]
    [InlineData("alpine", "lib/apk/db/installed", "alpine/multiple-2/lib/apk/db/installed")]
    [InlineData("ubuntu", "var/lib/dpkg/status", "dpkg/texlive.status")]
    [InlineData("debian", "var/lib/dpkg/status", "dpkg/debian-only.status")]
    public void No_package_of_a_real_image_is_taken_for_one_from_elsewhere(string id, string path, string file)
    {
        var facts = FileReaders.ForImages.For(path)!.Read(path, File.ReadAllBytes(TestData.Require($"packages/{file}")));
        Assert.NotEmpty(facts.Packages);
        Assert.DoesNotContain(
            facts.Packages,
            package => PackageOrigin.IsDistributions(package, new Distribution(id, "1")) == false
        );
    }
}
