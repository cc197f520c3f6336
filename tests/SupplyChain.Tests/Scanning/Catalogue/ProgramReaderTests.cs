using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SupplyChain.Scanning.Catalogue;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Catalogue;

public sealed class ProgramReaderTests
{
    [Theory]
    [InlineData("test.elf", "1.15.2", "")]
    [InlineData("main-version-via-ldflags.elf", "1.22.1", "github.com/aquasecurity/test@(devel)")]
    [InlineData("semver-main-module-version.macho", "1.20.6", "go.etcd.io/bbolt@v1.3.5")]
    public void A_program_of_go_names_its_modules_and_the_standard_library(string file, string version, string main)
    {
        var facts = Read(TestData.Require($"packages/go/{file}"));
        Assert.StartsWith(version, facts.Packages.Single(package => package.Name == "stdlib").Version, StringComparison.Ordinal);
        Assert.All(facts.Packages, package => Assert.Equal("golang", package.Type));
        Assert.Contains(facts.Packages, package => main.Length == 0 || $"{package.Name}@{package.Version}" == main);
    }

    [Theory]
    [InlineData("crane")]
    [InlineData("oras")]
    [InlineData("cosign")]
    public void An_installed_program_of_go_is_read(string program)
    {
        // Debian builds them without modules.
        var facts = Read(Peers.Require(program));
        Assert.Contains(facts.Packages, package => package.Name == "stdlib");
        Assert.True(
            facts.Packages.Count > 1 || facts.Limitations.Count == 1,
            "It names modules, or the report says that it does not."
        );
    }

    [Fact]
    public void An_installed_program_of_go_names_the_modules_that_stand_in_its_text()
    {
        var program = File.ReadAllBytes(Path.Combine(Peers.RequireNodePackage("esbuild"), "bin", "esbuild"));
        var lines = Encoding.Latin1.GetString(program).Split('\n').Select(line => line.Split('\t'));
        var written = lines
            .Where(line => line is ["mod" or "dep", { Length: > 0 }, { Length: > 0 }, ..])
            .Select(line => $"{line[1]}@{line[2]}");
        var facts = Read(program);
        Assert.Empty(facts.Limitations);
        Assert.True(facts.Packages.Count > 2, "It is built of modules.");
        Assert.Equal(
            written.Distinct().Order(StringComparer.Ordinal),
            facts
                .Packages.Where(package => package.Name != "stdlib")
                .Select(package => $"{package.Name}@{package.Version}")
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_replaced_module_is_what_it_was_replaced_with()
    {
        const string modules =
            "path\texample.com/app\nmod\texample.com/app\tv1.0.0\t\ndep\texample.com/a\tv1.0.0\th1:x=\n"
            + "dep\texample.com/b\tv1.0.0\n=>\texample.com/fork\tv2.0.0\th1:y=\ndep\texample.com/c\tv1.0.0\n=>\t../c\t\t\nbuild\t-x=y\n";
        var facts = Read(SampleProgram.OfGo("go1.21.0 X:boringcrypto", modules));
        Assert.Equal(
            [
                "example.com/a@v1.0.0",
                "example.com/app@v1.0.0",
                "example.com/c@v1.0.0",
                "example.com/fork@v2.0.0",
                "stdlib@1.21.0",
            ],
            facts.Packages.Select(package => $"{package.Name}@{package.Version}").Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_program_of_go_without_modules_is_a_limitation()
    {
        var facts = Read(SampleProgram.OfGo("go1.21.0", ""));
        Assert.Equal("stdlib", Assert.Single(facts.Packages).Name);
        Assert.Equal("scan.uncovered", Assert.Single(facts.Limitations).Code);
    }

    [Fact]
    public void A_program_of_rust_that_says_its_crates_names_them()
    {
        const string audit = """
            {"packages":[{"name":"app","version":"0.1.0","source":"local","root":true,"dependencies":[1]},
             {"name":"serde","version":"1.0.200","source":"crates.io"},{"name":"cc","version":"1.0.0","source":"crates.io","kind":"build"}]}
            """;
        var facts = Read(SampleProgram.WithSection(".dep-v0", Zlib(Encoding.UTF8.GetBytes(audit))));
        Assert.Equal(
            ("serde", "1.0.200", "cargo"),
            facts.Packages.Select(package => (package.Name, package.Version, package.Type)).Single()
        );
    }

    [Fact]
    public void A_list_of_crates_that_unpacks_without_end_is_a_limitation()
    {
        var facts = Read(SampleProgram.WithSection(".dep-v0", Zlib(new byte[64 * 1024 * 1024])));
        Assert.Contains("unpacks to more", Assert.Single(facts.Limitations).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_crates_that_wants_a_dictionary_is_a_limitation()
    {
        // RFC 1950, section 2.2: bit 5 of the second byte (FDICT), and a check value that fits.
        byte[] wanting = [0x78, 0xbb, 1, 2, 3, 4, 0x03, 0x00];
        var facts = Read(SampleProgram.WithSection(".dep-v0", wanting));
        Assert.Contains("cannot be unpacked", Assert.Single(facts.Limitations).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("packages/go/test.elf")]
    [InlineData("packages/go/main-version-via-ldflags.elf")]
    [InlineData("packages/go/semver-main-module-version.macho")]
    public void A_damaged_program_ends_and_never_crashes(string file)
    {
        var sound = File.ReadAllBytes(TestData.Require(file));
        var random = new Random(21);
        for (var round = 0; round < 20; round++)
        {
            var content = round % 3 == 0 ? sound[..random.Next(4, sound.Length)] : sound.ToArray();
            for (var change = 0; change < 30; change++)
            {
                content[random.Next(Math.Min(content.Length, 4_096))] = (byte)random.Next(256);
            }

            Assert.InRange(Read(content).Packages.Count, 0, 1_000);
        }
    }

    [Fact]
    public void Half_a_mark_of_go_at_the_end_of_a_section_says_nothing()
    {
        var facts = Read(SampleProgram.WithSection(".go.buildinfo", [0, 0xff, .. " Go buildinf:"u8]));
        Assert.Empty(facts.Packages);
        Assert.Empty(facts.Limitations);
    }

    [Fact]
    public void Sections_that_claim_more_than_the_file_are_a_limitation()
    {
        var content = SampleProgram.WithSection(".go.buildinfo", new byte[64]);
        BinaryPrimitives.WriteUInt64LittleEndian(content.AsSpan(SampleProgram.SizeOfSection), ulong.MaxValue);
        Assert.Equal("scan.unreadable", Assert.Single(Read(content).Limitations).Code);
    }

    [Theory]
    [InlineData("MZ and then text that is no program at all, only long enough to look like one ......................")]
    [InlineData("\u007fELF")]
    public void What_only_begins_like_a_program_says_nothing(string text) =>
        Assert.Same(FileFacts.None, Read(Encoding.Latin1.GetBytes(text)));

    private static byte[] Zlib(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.Optimal))
        {
            zlib.Write(content);
        }

        return stream.ToArray();
    }

    private static FileFacts Read(string file) => Read(File.ReadAllBytes(file));

    private static FileFacts Read(byte[] content) => new ProgramReader().Read("usr/bin/program", content);
}
