using System.Buffers.Binary;
using SupplyChain.Scanning;
using SupplyChain.Scanning.Catalogue;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Catalogue;

public sealed class RpmReaderTests
{
    private const string Query = "%{NAME} %|EPOCH?{%{EPOCH}:}|%{VERSION}-%{RELEASE} %{ARCH} %{SOURCERPM} %{LICENSE} %{VENDOR}\n";

    [Theory]
    [InlineData("cbl-mariner-2.0", "rpmdb.sqlite")]
    [InlineData("libuuid", "Packages")]
    public async Task The_packages_are_those_that_rpm_lists(string folder, string file)
    {
        var database = TestData.Require($"packages/rpm/{folder}/{file}");
        using var copy = new TemporaryFolder();
        File.Copy(database, copy.At(file));
        Assert.Equal(await QueryAsync(copy.Path), Listed(Read(database)));
    }

    // The rpm of Debian cannot open this form; it listed these from the same headers in a database of SQLite.
    [Fact]
    public void The_packages_of_rpms_own_database_are_read()
    {
        var facts = Read(TestData.Require("packages/rpm/sle15-bci/Packages.db"));
        Assert.Empty(facts.Limitations);
        Assert.Equal(35, facts.Packages.Count);
        Assert.Equal(
            ["bash 4.4-19.6.1 bash", "libreadline7 7.0-19.6.1 bash", "libstdc++6 11.2.1+git610-1.3.9 gcc11"],
            facts
                .Packages.Where(package => package.Name is "bash" or "libreadline7" or "libstdc++6")
                .Select(package => $"{package.Name} {package.Version} {package.Source!.Name}")
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_package_built_and_installed_now_has_all_that_rpm_knows()
    {
        using var folder = new TemporaryFolder();
        var spec = folder.Write(
            "sample.spec",
            """
            Name: sample
            Epoch: 3
            Version: 1.2~rc1
            Release: 4
            Summary: Sample
            License: MIT AND Zlib
            Vendor: Sample Works
            ModularityLabel: sample:stream:1:abc
            BuildArch: noarch
            Provides: sample-api = 1
            %description
            Sample.
            %package -n sample-tool
            Summary: Tool
            Requires: sample-api
            %description -n sample-tool
            Tool.
            %install
            mkdir -p %{buildroot}/opt/sample/node_modules/left-pad
            echo '{"name":"left-pad","version":"1.3.0"}' > %{buildroot}/opt/sample/node_modules/left-pad/package.json
            %files
            /opt/sample/node_modules/left-pad/package.json
            %files -n sample-tool
            """
        );
        await RunAsync("rpmbuild", "-bb", "--define", $"_topdir {folder.Path}", spec);
        var built = Directory.GetFiles(folder.At("RPMS", "noarch"));
        await RunAsync("rpm", ["-i", "--justdb", "--nodeps", "--dbpath", folder.At("db"), .. built]);

        var path = folder.At("db", "rpmdb.sqlite");
        Assert.Equal(await QueryAsync(folder.At("db")), Listed(Read(path)));
        var catalogue = CatalogueBuilder.Build(
            new ScannedTarget("x", ScannedTarget.Folder),
            [],
            new Dictionary<string, LiveFile>
            {
                ["var/lib/rpm/rpmdb.sqlite"] = new(Read(path), null),
                ["opt/sample/node_modules/left-pad/package.json"] = new(
                    new FileFacts
                    {
                        Packages =
                        [
                            new Package
                            {
                                Name = "left-pad",
                                Version = "1.3.0",
                                Type = "npm",
                                Location = "opt/sample/node_modules/left-pad/package.json",
                            },
                        ],
                    },
                    null
                ),
            },
            new CatalogueLimits()
        );
        var sample = catalogue.Packages.Single(package => package.Name == "sample");
        Assert.Equal("pkg:rpm/redhat/sample@1.2~rc1-4?arch=noarch&epoch=3&rpmmod=sample:stream:1:abc", sample.Purl);
        Assert.Equal([sample.Purl!], catalogue.Packages.Single(package => package.Name == "sample-tool").DependsOn);
        Assert.Equal("sample", catalogue.Packages.Single(package => package.Name == "left-pad").Owner);
    }

    [Theory]
    [InlineData("cbl-mariner-2.0", "rpmdb.sqlite")]
    [InlineData("libuuid", "Packages")]
    [InlineData("sle15-bci", "Packages.db")]
    public void A_database_that_ends_early_cannot_be_trusted(string folder, string file)
    {
        var content = File.ReadAllBytes(TestData.Require($"packages/rpm/{folder}/{file}"));
        foreach (var length in new[] { 16, 100, 600, 5_000, content.Length / 2, content.Length - 5_000 })
        {
            Assert.Contains(Read(content[..length]).Limitations, limitation => limitation.Code == "scan.unreadable");
        }
    }

    [Theory]
    [InlineData("cbl-mariner-2.0", "rpmdb.sqlite")]
    [InlineData("libuuid", "Packages")]
    [InlineData("sle15-bci", "Packages.db")]
    public void A_damaged_database_ends_and_is_a_limitation_or_names_no_more_packages_than_it_can(string folder, string file)
    {
        var sound = File.ReadAllBytes(TestData.Require($"packages/rpm/{folder}/{file}"));
        var random = new Random(20);
        for (var round = 0; round < 20; round++)
        {
            var content = sound.ToArray();
            for (var change = 0; change < 40; change++)
            {
                var place = round % 2 == 0 ? random.Next(content.Length) : random.Next(Math.Min(content.Length, 12_000));
                content[place] = (byte)random.Next(256);
            }

            Assert.InRange(Read(content).Packages.Count, 0, 1_000);
        }
    }

    [Fact]
    public void A_page_that_points_to_itself_ends_the_reading()
    {
        var content = File.ReadAllBytes(TestData.Require("packages/rpm/cbl-mariner-2.0/rpmdb.sqlite"));
        var page = (content[16] << 8) + content[17];
        // The root of the table of packages: an interior page whose last child is made itself.
        content.AsSpan(page + 8, 4).Clear();
        content[page + 11] = 2;
        Assert.Equal(5, content[page]);
        Assert.Contains("circles", Read(content).Limitations[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_whose_row_was_deleted_is_noticed_by_the_index_of_names()
    {
        var content = File.ReadAllBytes(TestData.Require("packages/rpm/cbl-mariner-2.0/rpmdb.sqlite"));
        var sound = Read(content);
        Assert.Empty(sound.Limitations);
        // The first leaf of the table of packages has one row less.
        var page = (content[16] << 8) + content[17];
        var cell = page + (content[page + 12] << 8) + content[page + 13];
        var leaf = (BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(cell)) - 1) * page;
        Assert.Equal(13, content[leaf]);
        content[leaf + 4]--;
        var facts = Read(content);
        Assert.Equal("scan.tampered", Assert.Single(facts.Limitations).Code);
        Assert.Equal(sound.Packages.Count - 1, facts.Packages.Count);
    }

    [Fact]
    public void A_chain_of_pages_that_comes_back_ends_the_reading()
    {
        var content = File.ReadAllBytes(TestData.Require("packages/rpm/libuuid/Packages"));
        for (var page = 4_096; page < content.Length; page += 4_096)
        {
            if (content[page + 25] == 7)
            {
                content.AsSpan(page + 8, 4).CopyTo(content.AsSpan(page + 16, 4));
            }
        }

        Assert.Contains("circles", Read(content).Limitations[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Packages_that_share_their_bytes_end_the_reading()
    {
        var content = File.ReadAllBytes(TestData.Require("packages/rpm/sle15-bci/Packages.db"));
        var first = content.AsSpan(32, 16).ToArray();
        for (var slot = 3; slot < 256; slot++)
        {
            first.CopyTo(content.AsSpan(slot * 16));
        }

        BitConverter.GetBytes(content.Length / 32).CopyTo(content, 32 + 12);
        Assert.NotEmpty(Read(content).Limitations);
    }

    [Fact]
    public void An_altered_package_of_rpms_own_database_does_not_have_its_checksum()
    {
        var content = File.ReadAllBytes(TestData.Require("packages/rpm/sle15-bci/Packages.db"));
        var name = content.AsSpan().IndexOf("libgcrypt20\0"u8);
        content[name] = (byte)'L';
        Assert.Contains("checksum", Read(content).Limitations[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_with_changes_is_a_limitation_and_an_empty_one_is_nothing()
    {
        var reader = FileReaders.ForImages.For("usr/lib/sysimage/rpm/rpmdb.sqlite-wal")!;
        Assert.Empty(reader.Read("usr/lib/sysimage/rpm/rpmdb.sqlite-wal", default).Limitations);
        Assert.Single(reader.Read("usr/lib/sysimage/rpm/rpmdb.sqlite-wal", new byte[32]).Limitations);
    }

    [Theory]
    [InlineData("var/lib/rpm/Packages", true)]
    [InlineData("usr/lib/sysimage/rpm/rpmdb.sqlite", true)]
    [InlineData("usr/share/rpm/Packages.db", true)]
    [InlineData("app/Packages", false)]
    [InlineData("var/lib/rpm/Name", false)]
    public void A_database_is_read_where_rpm_has_it(string path, bool read) =>
        Assert.Equal(read, FileReaders.ForImages.For(path) is RpmReader);

    private static async Task<IEnumerable<string>> QueryAsync(string database)
    {
        var result = await PeerProcess.RunAsync("rpm", ["-qa", "--dbpath", database, "--qf", Query]);
        Assert.NotEmpty(result.StandardOutput);
        return result.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Listed(FileFacts facts)
    {
        Assert.Empty(facts.Limitations);
        return facts
            .Packages.Select(package =>
                $"{package.Name} {package.Version} {package.Architecture} {package.Source!.Name}-{package.Source.Version}.src.rpm"
                + $" {package.Licenses[0]} {package.Supplier}"
            )
            .Order(StringComparer.Ordinal);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var result = await PeerProcess.RunAsync(program, arguments);
        Assert.True(result.ExitCode == 0, result.StandardError);
    }

    private static FileFacts Read(string file) => Read(File.ReadAllBytes(file));

    private static FileFacts Read(byte[] content) =>
        FileReaders.ForImages.For("var/lib/rpm/rpmdb.sqlite")!.Read("var/lib/rpm/rpmdb.sqlite", content);
}
