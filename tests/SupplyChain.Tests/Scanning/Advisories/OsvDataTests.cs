using System.IO.Compression;
using SupplyChain.Scanning.Advisories;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Advisories;

public sealed class OsvDataTests : IDisposable
{
    private static readonly HashSet<(string, string)> Nothing = [];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("Go.zip", 4291)]
    [InlineData("crates.io.zip", 1206)]
    [InlineData("AlmaLinux.zip", 5680)]
    public void Every_published_record_is_read(string archive, int records)
    {
        var index = AdvisoryIndex.Load(TestData.Require($"osv/{archive}"), Nothing, TestContext.Current.CancellationToken);
        Assert.Equal(records, index.Source.Records);
        Assert.True(index.Source.UpdatedAt > new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void The_digest_is_that_of_the_records_however_they_are_stored()
    {
        var archive = TestData.Require("osv/crates.io.zip");
        ZipFile.ExtractToDirectory(archive, folder.At("unpacked", "deep"));
        var packed = AdvisoryIndex.Load(archive, Nothing, TestContext.Current.CancellationToken).Source;
        var unpacked = AdvisoryIndex.Load(folder.At("unpacked"), Nothing, TestContext.Current.CancellationToken).Source;
        Assert.Equal((packed.Digest, packed.UpdatedAt), (unpacked.Digest, unpacked.UpdatedAt));

        File.Delete(Directory.GetFiles(folder.At("unpacked", "deep"))[0]);
        var fewer = AdvisoryIndex.Load(folder.At("unpacked"), Nothing, TestContext.Current.CancellationToken).Source;
        Assert.NotEqual(packed.Digest, fewer.Digest);
    }

    [Fact]
    public void An_archive_in_a_directory_is_read_as_well()
    {
        Directory.CreateDirectory(folder.At("advisories"));
        File.Copy(TestData.Require("osv/crates.io.zip"), folder.At("advisories", "crates.zip"));
        folder.Write("advisories/one.json", """{"id":"A-1","modified":"2026-01-01T00:00:00Z"}""");
        folder.Write("advisories/README.md", "not an advisory, and not asked to be one");
        Assert.Equal(
            1207,
            AdvisoryIndex.Load(folder.At("advisories"), Nothing, TestContext.Current.CancellationToken).Source.Records
        );
    }

    [Theory]
    [InlineData("not json", "line 1")]
    [InlineData("[]", "'id'")]
    [InlineData("{}", "'id'")]
    [InlineData("""{"id":"A-1"}""", "'modified'")]
    [InlineData("""{"id":"A-1","modified":"yesterday"}""", "'modified'")]
    [InlineData("""{"id":"A-1","modified":"2026-01-01T00:00:00Z","affected":[{"package":{"name":"p"}}]}""", "ecosystem")]
    [InlineData(
        """{"id":"A-1","modified":"2026-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"p"},"ranges":[{"type":"MAGIC","events":[]}]}]}""",
        "type"
    )]
    [InlineData(
        """{"id":"A-1","modified":"2026-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"p"},"ranges":[{"type":"SEMVER","events":[]}]}]}""",
        "introduced"
    )]
    [InlineData(
        """{"id":"A-1","modified":"2026-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"p"},"ranges":[{"type":"SEMVER","events":[{"fixed":"1.0.0"}]}]}]}""",
        "introduced"
    )]
    [InlineData(
        """{"id":"A-1","modified":"2026-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"p"},"ranges":[{"type":"SEMVER","events":{"introduced":"0"}}]}]}""",
        "'events'"
    )]
    [InlineData("""{"id":"A-1","modified":"2026-01-01T00:00:00Z","affected":{"package":{}}}""", "'affected'")]
    [InlineData("""{"id":"A-1","modified":"2026-01-01T00:00:00Z","affected":["npm"]}""", "'affected'")]
    [InlineData("""{"id":"A-1","modified":"2026-01-01T00:00:00Z","aliases":"CVE-1"}""", "'aliases'")]
    [InlineData("""{"id":"A-1","modified":"2026-01-01T00:00:00Z","upstream":[1]}""", "'upstream'")]
    [InlineData("""{"id":"A-1","modified":"2026-01-01T00:00:00Z","severity":"HIGH"}""", "'severity'")]
    [InlineData(
        """{"id":"A-1","modified":"2026-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"p"},"versions":"1.0"}]}""",
        "'versions'"
    )]
    [InlineData(
        """{"id":"A-1","modified":"2026-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"p"},"versions":[1]}]}""",
        "'versions'"
    )]
    [InlineData(
        """{"id":"A-1","modified":"2026-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"p"},"ranges":{"type":"SEMVER"}}]}""",
        "'ranges'"
    )]
    [InlineData("""{"id":"A-1","modified":"2026-01-01T00:00:00Z","affected":[{"package":"p"}]}""", "ecosystem")]
    [InlineData("""{"id":"A-1","modified":"2026-01-01T00:00:00Z","affected":[{}],"affected":[]}""", "twice")]
    [InlineData(
        """{"id":"A-1","modified":"2026-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"p"},"ranges":[{"type":"SEMVER","events":["0"]}]}]}""",
        "event"
    )]
    [InlineData(
        """{"id":"A-1","modified":"2026-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"p"},"ranges":[{"type":"SEMVER","events":[{"repaired":"1"}]}]}]}""",
        "event"
    )]
    public void What_is_no_osv_record_is_named_with_the_reason(string text, string reason)
    {
        folder.Write("advisories/good.json", """{"id":"A-1","modified":"2026-01-01T00:00:00Z"}""");
        folder.Write("advisories/wrong.json", text);
        var error = Assert.Throws<ConfigurationException>(() =>
            AdvisoryIndex.Load(folder.At("advisories"), Nothing, TestContext.Current.CancellationToken)
        );
        Assert.Equal("advisories.format", error.Code);
        Assert.Contains("wrong.json", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        """{"id":"A-2","modified":"2026-01-01T00:00:00Z","affected":null,"aliases":null,"severity":null,"references":null}"""
    )]
    [InlineData("""{"id":"A-2","modified":"2026-01-01T00:00:00Z","affected":[{"ranges":[{"type":"GIT","events":[]}]}]}""")]
    public void What_a_record_may_leave_out_can_be_null(string text)
    {
        folder.Write("advisories/one.json", text);
        Assert.Equal(
            1,
            AdvisoryIndex.Load(folder.At("advisories"), Nothing, TestContext.Current.CancellationToken).Source.Records
        );
    }

    [Fact]
    public void Missing_empty_and_damaged_advisories_are_refused()
    {
        Directory.CreateDirectory(folder.At("empty"));
        var damaged = folder.Write("damaged.zip", "PK not really");
        Assert.Equal("advisories.missing", Code(folder.At("none")));
        Assert.Equal("advisories.empty", Code(folder.At("empty")));
        Assert.Equal("advisories.unreadable", Code(damaged));
    }

    private static string Code(string path) =>
        Assert
            .Throws<ConfigurationException>(() => AdvisoryIndex.Load(path, Nothing, TestContext.Current.CancellationToken))
            .Code;
}
