using System.Text;
using SupplyChain.Scanning.Catalogue;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Catalogue;

public sealed class PackageFileTests
{
    [Fact]
    public async Task Every_installed_package_of_a_large_dpkg_database_is_found()
    {
        var file = TestData.Require("packages/dpkg/texlive.status");
        var facts = Read(DpkgReader.Database, File.ReadAllText(file));
        using var admin = new TemporaryFolder();
        admin.Write("status", File.ReadAllText(file));
        admin.Write("available", "");
        var query = await PeerProcess.RunAsync(
            "dpkg-query",
            [
                "--admindir",
                admin.Path,
                "-W",
                "-f",
                "${db:Status-Status} ${Package} ${Version} ${source:Package} ${source:Version}\n",
            ]
        );
        var expected = query
            .StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.StartsWith("installed ", StringComparison.Ordinal))
            .Select(line => line["installed ".Length..]);
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            facts
                .Packages.Select(package =>
                    $"{package.Name} {package.Version} {package.Source?.Name ?? package.Name} {package.Source?.Version ?? package.Version}"
                )
                .Order(StringComparer.Ordinal)
        );
        Assert.Empty(facts.Limitations);
    }

    [Theory]
    [InlineData("install ok installed", true)]
    [InlineData("hold ok installed", true)]
    [InlineData("install ok unpacked", true)]
    [InlineData("install reinstreq half-installed", true)]
    [InlineData("deinstall ok config-files", false)]
    [InlineData("purge ok not-installed", false)]
    public void A_package_counts_where_its_files_are_there(string status, bool counts) =>
        Assert.Equal(counts, Read(DpkgReader.Database, $"Package: a\nVersion: 1\nStatus: {status}\n").Packages.Count == 1);

    [Theory]
    [InlineData("Status: install ok installed", true)]
    [InlineData("status: install ok installed", true)]
    [InlineData("STATUS : install ok installed", true)]
    [InlineData("Status\t:install ok installed", true)]
    [InlineData("Status-: install ok installed", false)]
    [InlineData(" Status: install ok installed", false)]
    public void Fields_count_as_dpkg_reads_them(string line, bool counts) =>
        Assert.Equal(counts, Read(DpkgReader.Database, $"PACKAGE: a\n{line}\nversion : 1\n").Packages.Count == 1);

    [Fact]
    public void Fields_of_alpine_count_in_their_case_only() =>
        Assert.Equal("1", Assert.Single(Read(ApkReader.Database, "P:a\nV:1\nv:2\np:b\n").Packages).Version);

    [Fact]
    public void A_package_in_status_d_needs_no_status()
    {
        var facts = Read(
            "var/lib/dpkg/status.d/libc6",
            File.ReadAllText(TestData.Require("packages/debian/var/lib/dpkg/status.d/single"))
        );
        Assert.Equal(
            ("apt", "1.8.2", "apt-dev"),
            (facts.Packages[0].Name, facts.Packages[0].Version, facts.Packages[0].Source!.Name)
        );
    }

    [Theory]
    [InlineData("var/lib/dpkg/status.d/base", true)]
    [InlineData("var/lib/dpkg/status.d/base.md5sums", false)]
    [InlineData("var/lib/dpkg/status.d/base.preinst", false)]
    [InlineData("var/lib/dpkg/status.d/deeper/base", false)]
    [InlineData("var/lib/dpkg/status-old", false)]
    [InlineData("opt/var/lib/dpkg/status", false)]
    public void Only_control_files_of_the_image_are_read(string path, bool read) =>
        Assert.Equal(read, FileReaders.ForImages.For(path) is DpkgReader);

    [Theory]
    [InlineData("Package: a\nStatus: install ok installed\n")]
    [InlineData("Version: 1\nStatus: install ok installed\n")]
    [InlineData("Package:\nVersion: 1\nStatus: install ok installed\n")]
    public void An_installed_package_without_name_or_version_is_a_limitation(string text)
    {
        var facts = Read(DpkgReader.Database, text);
        Assert.Empty(facts.Packages);
        Assert.Equal("scan.unreadable", Assert.Single(facts.Limitations).Code);
    }

    [Fact]
    public void A_package_of_alpine_has_origin_and_licence()
    {
        var package = Assert.Single(
            Read(ApkReader.Database, File.ReadAllText(TestData.Require("packages/alpine/base"))).Packages
        );
        Assert.Equal(
            ("alpine-baselayout", "3.2.0-r6", "x86_64", "alpine-baselayout", "GPL-2.0-only"),
            (package.Name, package.Version, package.Architecture, package.Source!.Name, package.Licenses[0])
        );
    }

    [Fact]
    public void A_corrupt_database_of_alpine_is_a_limitation_and_its_sound_part_counts()
    {
        var facts = Read(ApkReader.Database, File.ReadAllText(TestData.Require("packages/alpine/corrupt/lib/apk/db/installed")));
        Assert.NotEmpty(facts.Limitations);
        Assert.Contains(facts.Packages, package => package.Name == "alpine-baselayout-data");
    }

    [Theory]
    [InlineData("Bionic", "ubuntu", "18.04")]
    [InlineData("DistrolessValid", "debian", "12")]
    [InlineData("Ubi8", "rhel", "8.0")]
    [InlineData("Silverblue", "fedora", "30")]
    public void A_distribution_is_named_by_its_id_and_version(string file, string id, string version)
    {
        var text = File.ReadAllText(TestData.Require($"packages/osrelease/{file}.txtar"));
        var release = text[(text.IndexOf("--\n", StringComparison.Ordinal) + 3)..];
        var facts = Read(OsReleaseReader.Preferred, release[..release.IndexOf("\n-- ", StringComparison.Ordinal)]);
        Assert.Equal((id, version), (facts.Distribution!.Id, facts.Distribution.Version));
    }

    [Fact]
    public void A_program_names_its_packages_and_no_projects()
    {
        var facts = Read(
            "app/TestLibrary.deps.json",
            File.ReadAllText(TestData.Require("packages/dotnet/dir-example-1/TestLibrary.deps.json"))
        );
        Assert.Equal(12, facts.Packages.Count);
        Assert.Contains(facts.Packages, package => package is { Name: "Newtonsoft.Json", Version: "13.0.1", Type: "nuget" });
        Assert.DoesNotContain(facts.Packages, package => package.Name is "TestLibrary" or "TestCommon");
    }

    [Fact]
    public void A_program_whose_target_is_missing_names_all_its_packages() =>
        Assert.Equal(
            "Newtonsoft.Json",
            Assert
                .Single(
                    Read("a.deps.json", File.ReadAllText(TestData.Require("packages/dotnet/missing-target.deps.json"))).Packages
                )
                .Name
        );

    [Fact]
    public void The_shared_framework_of_this_machine_names_its_runtime_pack()
    {
        var folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var facts = Read(
            "shared/Microsoft.NETCore.App.deps.json",
            File.ReadAllText(Path.Combine(folder, "Microsoft.NETCore.App.deps.json"))
        );
        var package = Assert.Single(facts.Packages);
        Assert.StartsWith("Microsoft.NETCore.App.Runtime.", package.Name, StringComparison.Ordinal);
        Assert.Equal(Environment.Version.ToString(), package.Version);
    }

    [Fact]
    public void This_test_program_names_its_own_packages()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "SupplyChain.Tests.deps.json");
        var packages = Read("app/SupplyChain.Tests.deps.json", File.ReadAllText(file)).Packages;
        Assert.Contains(packages, package => package.Name == "CliWrap");
        Assert.DoesNotContain(packages, package => package.Name.StartsWith("SupplyChain", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a.deps.json", "bogus deps.json")]
    [InlineData("a.deps.json", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    [InlineData("a.deps.json", "[]")]
    [InlineData("a.deps.json", "{}")]
    [InlineData("node_modules/a/package.json", "{")]
    [InlineData("package-lock.json", "{}")]
    [InlineData("package-lock.json", "[")]
    [InlineData("etc/os-release", "VERSION_ID=12")]
    public void A_file_that_cannot_be_understood_is_a_limitation(string path, string text) =>
        Assert.Equal((path, "scan.unreadable"), (Read(path, text).Limitations[0].Location, Read(path, text).Limitations[0].Code));

    [Theory]
    [InlineData("a.deps.json", """{"libraries":{"a/?":{"type":"package"}}}""")]
    [InlineData("opt/a.cdx.json", """{"bomFormat":"CycloneDX","components":[{"type":"library","name":"?"}]}""")]
    [InlineData("node_modules/a/package.json", """{"name":"a","version":"?"}""")]
    public void Text_that_is_no_utf_8_is_a_limitation(string path, string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        content[Array.IndexOf(content, (byte)'?')] = 0xff;
        Assert.NotEmpty(FileReaders.ForDirectories.For(path)!.Read(path, content).Limitations);
    }

    [Theory]
    [InlineData("app/node_modules/a/package.json", true)]
    [InlineData("node_modules/a/package.json", true)]
    [InlineData("app/node_modules/@s/a/package.json", true)]
    [InlineData("app/node_modules/a/node_modules/b/package.json", true)]
    [InlineData("app/node_modules/.pnpm/a@1/node_modules/a/package.json", true)]
    [InlineData("app/node_modules/a/dist/esm/package.json", false)]
    [InlineData("app/node_modules/@s/package.json", false)]
    [InlineData("app/node_modules/package.json", false)]
    [InlineData("app/package.json", false)]
    [InlineData("app/my_node_modules/a/package.json", false)]
    public void Modules_are_told_from_what_is_inside_them(string path, bool read) =>
        Assert.Equal(read, FileReaders.ForImages.For(path) is NodeModuleReader);

    [Theory]
    [InlineData(""" "license":"MIT" """, "MIT")]
    [InlineData(""" "license":{"type":"ISC","url":"x"} """, "ISC")]
    [InlineData(""" "licenses":[{"type":"MIT"},{"type":"GPL-2.0"}] """, "MIT,GPL-2.0")]
    [InlineData(""" "license":7 """, "")]
    public void Licences_of_a_module_are_read_in_every_form(string member, string licenses)
    {
        var facts = Read("node_modules/a/package.json", $$"""{"name":"a","version":"1.0.0",{{member}}}""");
        Assert.Equal(licenses, string.Join(',', facts.Packages[0].Licenses));
    }

    [Theory]
    [InlineData(
        """
            {"lockfileVersion":1,"dependencies":{"a":{"version":"1.0.0","dependencies":{"b":{"version":"2.0.0"}}},"d":{"version":"3.0.0","dev":true}}}
            """
    )]
    [InlineData(
        """
            {"lockfileVersion":3,"packages":{"":{"name":"root","version":"0.0.1"},"node_modules/a":{"version":"1.0.0"},
             "node_modules/a/node_modules/b":{"version":"2.0.0"},"node_modules/d":{"version":"3.0.0","dev":true},
             "node_modules/linked":{"resolved":"packages/linked","link":true},"packages/linked":{"version":"9.0.0"}}}
            """
    )]
    public void A_lock_file_names_what_is_not_for_development(string text) =>
        Assert.Equal(
            ["a@1.0.0", "b@2.0.0"],
            Read("package-lock.json", text).Packages.Select(package => $"{package.Name}@{package.Version}").Order()
        );

    [Theory]
    [InlineData("app/poetry.lock")]
    [InlineData("app/go.mod")]
    [InlineData("app/Packages")]
    public void What_says_nothing_about_installed_packages_is_none(string path) => Assert.Null(FileReaders.ForImages.For(path));

    [Fact]
    public void Control_characters_of_a_file_do_not_enter_a_report()
    {
        var facts = Read("node_modules/a/package.json", """{"name":"a\u001b[2J","version":"1\u202e0"}""");
        Assert.Equal(("a\ufffd[2J", "1\ufffd0"), (facts.Packages[0].Name, facts.Packages[0].Version));
    }

    private static FileFacts Read(string path, string text) =>
        FileReaders.ForDirectories.For(path)!.Read(path, Encoding.UTF8.GetBytes(text));
}
