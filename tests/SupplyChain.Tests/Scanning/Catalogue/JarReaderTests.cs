using System.IO.Compression;
using System.Text;
using SupplyChain.Scanning.Catalogue;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Catalogue;

public sealed class JarReaderTests
{
    [Fact]
    public void The_archives_in_an_archive_are_read()
    {
        var facts = Read(File.ReadAllBytes(TestData.Require("packages/jar/maven.war")));
        var names = facts.Packages.Select(package => $"{package.Name}@{package.Version}").ToList();
        Assert.Contains("com.fasterxml.jackson.core:jackson-databind@2.9.10.6", names);
        Assert.Contains("org.apache.commons:commons-lang3@3.11", names);
        Assert.Contains("com.example:web-app@1.0-SNAPSHOT", names);
        Assert.Contains(
            facts.Packages,
            package => package.Location == "app/a.jar!/WEB-INF/lib/jackson-databind-2.9.10.6.jar" && package.Hashes.Count == 1
        );
    }

    [Fact]
    public void An_archive_without_coordinates_is_known_by_its_name_and_is_a_limitation_without_group()
    {
        var facts = Read(Zip(("lib/log4j-1.2.17.jar", Zip(("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n"u8.ToArray())))));
        Assert.Contains(facts.Packages, package => package is { Name: "log4j", Version: "1.2.17" });
        Assert.Contains(facts.Limitations, limitation => limitation.Code == "scan.unidentified");
    }

    [Fact]
    public void The_manifest_may_say_the_group()
    {
        var facts = Read(
            Zip(
                (
                    "lib/thing-1.0.jar",
                    Zip(
                        (
                            "META-INF/MANIFEST.MF",
                            "Bundle-SymbolicName: org.example.thi\n ng;singleton:=true\n\nName: x\n"u8.ToArray()
                        )
                    )
                )
            )
        );
        Assert.Contains(facts.Packages, package => package.Name == "org.example:thing");
    }

    [Fact]
    public void A_shaded_archive_is_all_that_is_in_it()
    {
        var facts = Read(
            Zip(
                ("META-INF/maven/g/a/pom.properties", "groupId=g\nartifactId=a\nversion=1\n"u8.ToArray()),
                ("META-INF/maven/h/b/pom.properties", "version: 2\r\ngroupId: h\r\nartifactId: b\r\n"u8.ToArray())
            )
        );
        Assert.Equal(["g:a@1", "h:b@2"], facts.Packages.Select(package => $"{package.Name}@{package.Version}"));
        Assert.Equal("pkg:maven/g/a@1", SupplyChain.Scanning.PackageUrl.Of(facts.Packages[0], null).ToString());
    }

    [Fact]
    public void Archives_inside_each_other_without_end_are_a_limitation()
    {
        var content = Zip(("META-INF/maven/g/a/pom.properties", "groupId=g\nartifactId=a\nversion=1\n"u8.ToArray()));
        for (var depth = 0; depth < 10; depth++)
        {
            content = Zip(("inner.jar", content));
        }

        Assert.Contains(Read(content).Limitations, limitation => limitation.Message.Contains("inside", StringComparison.Ordinal));
    }

    [Fact]
    public void An_archive_that_unpacks_out_of_proportion_is_a_limitation()
    {
        var facts = Read(Zip(("bomb.jar", new byte[200 * 1024 * 1024])));
        Assert.Contains(
            facts.Limitations,
            limitation => limitation.Message.Contains("unpacks to more", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Many_archives_that_are_the_same_bytes_are_counted_and_end()
    {
        // One nested archive, named by a million entries of the directory.
        var inner = Zip(("x", [1]));
        var content = Zip(("a.jar", inner));
        var end = content.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        var directory = BitConverter.ToInt32(content, end + 16);
        var entry = content[directory..end];
        using var stream = new MemoryStream();
        stream.Write(content, 0, directory);
        for (var index = 0; index < 300_000; index++)
        {
            stream.Write(entry);
        }

        var tail = content[end..];
        BitConverter.GetBytes(entry.Length * 300_000).CopyTo(tail, 12);
        stream.Write(tail);
        var facts = Read(stream.ToArray());
        Assert.InRange(facts.Packages.Count + facts.Limitations.Count, 1, 1_000_000);
    }

    [Fact]
    public void A_manifest_of_very_many_lines_is_read_in_one_pass()
    {
        var manifest = "Bundle-Version: 1" + string.Concat(Enumerable.Repeat("\n 0", 300_000));
        var facts = Read(Zip(("lib/thing.jar", Zip(("META-INF/MANIFEST.MF", Encoding.UTF8.GetBytes(manifest))))));
        Assert.Equal(300_001, Assert.Single(facts.Packages, package => package.Name == "thing").Version.Length);
    }

    [Fact]
    public void A_damaged_archive_ends_and_never_crashes()
    {
        var sound = File.ReadAllBytes(TestData.Require("packages/jar/gradle.war"));
        var random = new Random(22);
        for (var round = 0; round < 40; round++)
        {
            var content = sound.ToArray();
            for (var change = 0; change < 30; change++)
            {
                content[content.Length - 1 - random.Next(1_000)] = (byte)random.Next(256);
            }

            Assert.InRange(Read(content).Packages.Count, 0, 1_000);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("not an archive, but long enough to be one if it were")]
    public void What_is_no_archive_is_a_limitation(string text) =>
        Assert.Equal("scan.unreadable", Assert.Single(Read(Encoding.UTF8.GetBytes(text)).Limitations).Code);

    private static FileFacts Read(byte[] content) => FileReaders.ForImages.For("app/a.jar")!.Read("app/a.jar", content);

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
