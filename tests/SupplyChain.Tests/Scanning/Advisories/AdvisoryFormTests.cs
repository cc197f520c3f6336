using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using SupplyChain.Scanning;
using SupplyChain.Scanning.Advisories;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Advisories;

public sealed class AdvisoryFormTests : IDisposable
{
    private const string Json = """
        {"id":"PYSEC-1","modified":"2026-01-02T03:04:05Z","affected":[{"package":{"ecosystem":"PyPI","name":"django"},
         "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"4.2"}]}],"versions":["1.0"]}]}
        """;

    private const string Yaml = """
        id: PYSEC-1
        modified: 2026-01-02T03:04:05Z
        withdrawn: null
        affected:
        - package: { ecosystem: PyPI, name: django }
          ranges:
          - type: ECOSYSTEM
            events: [ { introduced: "0" }, { fixed: 4.2 } ]
          versions: [ 1.0 ]
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_record_in_yaml_says_the_same_as_in_json()
    {
        var json = OsvReader.Read(Encoding.UTF8.GetBytes(Json), "a.json");
        var yaml = OsvReader.Read(Encoding.UTF8.GetBytes(Yaml), "a.yaml");
        Assert.Equal((json.Id, json.Modified, json.Withdrawn), (yaml.Id, yaml.Modified, yaml.Withdrawn));
        Assert.Equal(json.Affected[0].Versions, yaml.Affected[0].Versions);
        Assert.Equal(json.Affected[0].Ranges[0].Events, yaml.Affected[0].Ranges[0].Events);
    }

    [Theory]
    [InlineData("id: [")]
    [InlineData("id: &a x\nmodified: *a")]
    [InlineData("id: x\nid: y\nmodified: 2026-01-02T03:04:05Z\n: : :")]
    [InlineData("- id: x")]
    [InlineData("id: x\nmodified: 2026-01-02T03:04:05Z\naffected: []\naffected: []")]
    [InlineData("id: x\nmodified: 2026-01-02T03:04:05Z\n---\nid: y\nmodified: 2026-01-02T03:04:05Z")]
    [InlineData("id: [x\u00a0: y]")]
    [InlineData("")]
    public void A_record_in_yaml_that_is_none_is_refused(string yaml) =>
        Assert.Equal(
            "advisories.format",
            Assert.Throws<ConfigurationException>(() => OsvReader.Read(Encoding.UTF8.GetBytes(yaml), "a.yml")).Code
        );

    [Fact]
    public void A_record_with_text_that_is_not_utf8_is_refused()
    {
        var content = Encoding.UTF8.GetBytes(Json);
        content[content.AsSpan().IndexOf("PYSEC"u8)] = 0xa0;
        Assert.Equal("advisories.format", Assert.Throws<ConfigurationException>(() => OsvReader.Read(content, "a.json")).Code);
    }

    [Fact]
    public void Nesting_without_end_is_refused() =>
        Assert.Equal(
            "advisories.format",
            Assert
                .Throws<ConfigurationException>(() => OsvReader.Read(Encoding.UTF8.GetBytes(new string('[', 5000)), "a.yaml"))
                .Code
        );

    [Theory]
    [InlineData("set.tar")]
    [InlineData("set.tar.gz")]
    [InlineData("set.tgz")]
    [InlineData("set.zip")]
    public void Every_archive_of_the_same_records_has_the_same_digest_as_their_folder(string name)
    {
        folder.Write("records/a.json", Json);
        folder.Write("records/below/b.yaml", Yaml.Replace("PYSEC-1", "PYSEC-2", StringComparison.Ordinal));
        folder.Write("records/README.md", "not a record");
        var archive = folder.At(name);
        Pack(archive, folder.At("records"));

        var source = AdvisorySource.Read(archive, TestContext.Current.CancellationToken);
        Assert.Equal(2, source.Records);
        Assert.Equal(AdvisorySource.Read(folder.At("records"), TestContext.Current.CancellationToken).Digest, source.Digest);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), source.UpdatedAt);
    }

    [Theory]
    [InlineData("set.tar", 512)]
    [InlineData("set.tar.gz", 7)]
    public void An_archive_that_is_cut_off_is_refused_wherever_that_is(string name, int step)
    {
        folder.Write("records/a.json", Json);
        folder.Write("records/b.json", Json.Replace("PYSEC-1", "PYSEC-2", StringComparison.Ordinal));
        var archive = folder.At(name);
        Pack(archive, folder.At("records"));
        var whole = File.ReadAllBytes(archive);
        // Two blocks of zeros end it, of which one is enough.
        var end = name == "set.tar" ? whole.Length - 1024 : whole.Length - 16;
        for (var length = 0; length <= end; length += step)
        {
            File.WriteAllBytes(archive, whole[..length]);
            var error = Assert.Throws<ConfigurationException>(() =>
                AdvisorySource.Read(archive, TestContext.Current.CancellationToken)
            );
            Assert.Equal("advisories.unreadable", error.Code);
        }
    }

    [Fact]
    public void A_tar_archive_with_a_time_that_no_clock_shows_is_read()
    {
        var archive = folder.At("set.tar");
        using (var tar = new TarWriter(File.Create(archive), TarEntryFormat.Pax))
        {
            var attributes = new Dictionary<string, string> { ["?time"] = "17673230459999999999" };
            var entry = new PaxTarEntry(TarEntryType.RegularFile, "a.json", attributes);
            entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(Json));
            tar.WriteEntry(entry);
        }

        var content = File.ReadAllBytes(archive);
        content[content.AsSpan().IndexOf("?time"u8)] = (byte)'m';
        File.WriteAllBytes(archive, content);
        Assert.Equal(1, AdvisorySource.Read(archive, TestContext.Current.CancellationToken).Records);
    }

    [Fact]
    public void A_zip_archive_with_a_damaged_directory_is_refused()
    {
        folder.Write("records/a.json", Json);
        var archive = folder.At("set.zip");
        Pack(archive, folder.At("records"));
        var content = File.ReadAllBytes(archive);
        // The number of entries, which the end of the archive says twice.
        content[^14] = content[^12] = 7;
        File.WriteAllBytes(archive, content);

        Assert.Equal(
            "advisories.unreadable",
            Assert.Throws<ConfigurationException>(() => AdvisorySource.Read(archive, TestContext.Current.CancellationToken)).Code
        );
    }

    private static void Pack(string archive, string records)
    {
        if (archive.EndsWith(".zip", StringComparison.Ordinal))
        {
            ZipFile.CreateFromDirectory(records, archive);
            return;
        }

        using var file = File.Create(archive);
        if (archive.EndsWith("gz", StringComparison.Ordinal))
        {
            using var compressed = new GZipStream(file, CompressionMode.Compress);
            TarFile.CreateFromDirectory(records, compressed, includeBaseDirectory: false);
        }
        else
        {
            TarFile.CreateFromDirectory(records, file, includeBaseDirectory: false);
        }
    }
}
