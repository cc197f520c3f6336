using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using SupplyChain.Scanning;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Advisories;

public sealed class AdvisoryFilesTests : IDisposable
{
    private const string Record = """{"id":"A-1","modified":"2026-01-01T00:00:00Z"}""";

    private readonly TemporaryFolder folder = new();

    public AdvisoryFilesTests() => folder.Write("set/one.json", Record);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("set/.two.json", 2)]
    [InlineData("set/.hidden/two.json", 2)]
    [InlineData("set/.hidden/.two.yaml", 2)]
    [InlineData("set/.git/refs/heads/two.json", 1)]
    [InlineData("set/below/.git/two.tar.xz", 1)]
    [InlineData("set/.github/workflows/test.yml", 1)]
    [InlineData("set/.git.json", 2)]
    public void Hidden_files_count_but_those_of_a_repository_do_not(string path, int records)
    {
        folder.Write(path, Record);
        Assert.Equal(records, Read("set").Records);
        ZipFile.CreateFromDirectory(folder.At("set"), folder.At("set.zip"));
        PackTar("set");
        Assert.Equal(Read("set").Digest, Read("set.zip").Digest);
        Assert.Equal(Read("set").Digest, Read("set.tar").Digest);
    }

    [Theory]
    [InlineData("two.tar.xz")]
    [InlineData("two.TAR.BZ2")]
    [InlineData("two.tar.zst")]
    [InlineData("two.json.gz")]
    [InlineData("two.ndjson")]
    [InlineData("two.jsonl")]
    [InlineData("below/two.7z")]
    [InlineData(".two.ndjson")]
    public void What_may_hold_advisories_in_a_form_that_is_not_read_is_refused_by_its_name(string name)
    {
        var path = folder.Write($"set/{name}", Record);
        ZipFile.CreateFromDirectory(folder.At("set"), folder.At("set.zip"));
        PackTar("set");
        Assert.Equal("advisories.unreadable", Refused(path, name).Code);
        Assert.Equal("advisories.unreadable", Refused("set", name).Code);
        Assert.Equal("advisories.unreadable", Refused("set.zip", name).Code);
        Assert.Equal("advisories.unreadable", Refused("set.tar", name).Code);
    }

    [Theory]
    [InlineData("all.zip")]
    [InlineData("all.tar")]
    [InlineData("all.tar.gz")]
    [InlineData("all.tgz")]
    public void An_archive_in_an_archive_is_refused_by_its_name(string name)
    {
        folder.Write($"outer/npm/{name}", Record);
        folder.Write("outer/one.json", Record);
        ZipFile.CreateFromDirectory(folder.At("outer"), folder.At("outer.zip"));
        PackTar("outer");
        Assert.Equal("advisories.unreadable", Refused("outer.zip", name).Code);
        Assert.Equal("advisories.unreadable", Refused("outer.tar", name).Code);
    }

    [Fact]
    public void A_record_of_a_tar_archive_that_is_a_link_is_refused()
    {
        using (var tar = new TarWriter(File.Create(folder.At("set.tar")), TarEntryFormat.Pax))
        {
            var content = new MemoryStream(Encoding.UTF8.GetBytes(Record));
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "one.json") { DataStream = content });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "two.json") { LinkName = "../two.json" });
        }

        Assert.Equal("advisories.unreadable", Refused("set.tar", "two.json").Code);
    }

    [Fact]
    public void Other_files_are_passed_over()
    {
        string[] others =
        [
            "README.md",
            "LICENSE",
            "notes.txt",
            "modified_id.csv",
            "all.zip.sha256",
            "x.json.sig",
            "x.toml",
            "zip",
        ];
        foreach (var name in others)
        {
            folder.Write($"set/{name}", "not an advisory, and not asked to be one");
        }

        ZipFile.CreateFromDirectory(folder.At("set"), folder.At("set.zip"));
        Assert.Equal(1, Read("set").Records);
        Assert.Equal(1, Read("set.zip").Records);
    }

    // Hidden files too, which the library's own way leaves out.
    private void PackTar(string name)
    {
        using var tar = new TarWriter(File.Create(folder.At($"{name}.tar")), TarEntryFormat.Pax);
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        foreach (var path in Directory.EnumerateFiles(folder.At(name), "*", options))
        {
            tar.WriteEntry(path, Path.GetRelativePath(folder.At(name), path));
        }
    }

    private AdvisorySource Read(string path) => AdvisorySource.Read(folder.At(path), TestContext.Current.CancellationToken);

    private ConfigurationException Refused(string path, string name)
    {
        var error = Assert.Throws<ConfigurationException>(() => Read(path));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        return error;
    }
}
