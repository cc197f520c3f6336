using System.Formats.Tar;
using System.Text;
using SupplyChain.Images.Tar;
using Xunit;

namespace SupplyChain.Tests.Images.Tar;

public sealed class TarWalkTests
{
    private static readonly string LongName = string.Join('/', Enumerable.Repeat("a-long-folder-name", 20));

    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public async Task Every_format_is_read(TarEntryFormat format)
    {
        var items = await Walk(Archive(format, "folder/file", "content"));
        Assert.Equal(new TarItem("folder/file", TarKind.File, "", 7), Assert.Single(items).Item);
        Assert.Equal("content", items[0].Content);
    }

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public async Task Names_and_links_that_do_not_fit_a_header_are_whole(TarEntryFormat format)
    {
        using var stream = new MemoryStream();
        await using (var tar = new TarWriter(stream, format, leaveOpen: true))
        {
            TarEntry entry =
                format == TarEntryFormat.Pax
                    ? new PaxTarEntry(TarEntryType.SymbolicLink, LongName)
                    : new GnuTarEntry(TarEntryType.SymbolicLink, LongName);
            entry.LinkName = LongName + "/target";
            await tar.WriteEntryAsync(entry, TestContext.Current.CancellationToken);
        }

        var item = Assert.Single(await Walk(stream.ToArray())).Item;
        Assert.Equal((LongName, LongName + "/target", TarKind.SymbolicLink), (item.Name, item.LinkTarget, item.Kind));
    }

    [Fact]
    public async Task An_archive_cut_anywhere_inside_an_entry_is_refused()
    {
        var whole = Archive(TarEntryFormat.Pax, LongName, new string('x', 700));
        var end = whole.Length - 1024;
        for (var length = 1; length < end; length += 7)
        {
            if (length % 512 != 0)
            {
                var error = await Assert.ThrowsAsync<UndeterminedException>(() => Walk(whole[..length]));
                Assert.Equal("image.tar", error.Code);
            }
        }
    }

    [Fact]
    public async Task A_changed_header_is_refused()
    {
        var archive = Archive(TarEntryFormat.Ustar, "file", "content");
        archive[0] ^= 1;
        await Assert.ThrowsAsync<UndeterminedException>(() => Walk(archive));
    }

    [Theory]
    [InlineData("99999999999")] // 8 and 9 are no octal digits
    [InlineData("-0000000001")]
    [InlineData("hello world")]
    public async Task A_size_that_is_no_number_is_refused(string size) =>
        await Assert.ThrowsAsync<UndeterminedException>(() => Walk(WithSize(Encoding.ASCII.GetBytes(size))));

    [Theory]
    [InlineData(0xff)] // negative
    [InlineData(0xbf)] // more than 63 bits
    public async Task A_binary_size_out_of_range_is_refused(byte first) =>
        await Assert.ThrowsAsync<UndeterminedException>(() => Walk(WithSize([first, .. Enumerable.Repeat((byte)0xff, 11)])));

    [Fact]
    public async Task A_size_that_no_file_has_is_refused() =>
        await Assert.ThrowsAsync<UndeterminedException>(() =>
            Walk(WithSize([0x80, 0, 0, 0, 0x7f, .. Enumerable.Repeat((byte)0xff, 7)]))
        );

    [Fact]
    public async Task A_claimed_size_without_content_is_refused_without_memory_for_it()
    {
        var archive = WithSize([0x80, 0, 0, 0, 0, 0, 0x10, 0, 0, 0, 0, 0]);
        using var walk = new TarWalk(new MemoryStream(archive), "It");
        Assert.NotNull(await walk.NextAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<UndeterminedException>(async () => await walk.NextAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("12 path=a\n")]
    [InlineData("999999999999 path=a\n")]
    [InlineData("8 path=a")]
    [InlineData("10 size=-1\n")]
    public async Task A_malformed_extended_header_is_refused(string records) =>
        await Assert.ThrowsAsync<UndeterminedException>(() => Walk(WithExtension('x', Encoding.ASCII.GetBytes(records))));

    [Theory]
    [InlineData('x')]
    [InlineData('L')]
    public async Task An_extended_header_of_more_than_a_mebibyte_is_refused(char type) =>
        await Assert.ThrowsAsync<UndeterminedException>(() => Walk(WithExtension(type, new byte[(1024 * 1024) + 1])));

    [Fact]
    public async Task An_empty_stream_has_no_entries() => Assert.Empty(await Walk([]));

    private static byte[] WithSize(byte[] size)
    {
        var archive = Archive(TarEntryFormat.Ustar, "file", "");
        size.CopyTo(archive, 124);
        return Summed(archive);
    }

    private static byte[] WithExtension(char type, byte[] content)
    {
        var archive = Archive(TarEntryFormat.Ustar, "file", Encoding.Latin1.GetString(content));
        archive[156] = (byte)type;
        return [.. Summed(archive)[..^1024], .. Archive(TarEntryFormat.Ustar, "next", "")];
    }

    private static byte[] Summed(byte[] archive)
    {
        Encoding.ASCII.GetBytes("        ").CopyTo(archive, 148);
        var sum = archive.Take(512).Sum(part => part);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(archive, 148);
        return archive;
    }

    private static byte[] Archive(TarEntryFormat format, string name, string content)
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, format, leaveOpen: true))
        {
            TarEntry entry = format switch
            {
                TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, name),
                TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, name),
                TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, name),
                _ => new GnuTarEntry(TarEntryType.RegularFile, name),
            };
            entry.DataStream = new MemoryStream(Encoding.Latin1.GetBytes(content));
            tar.WriteEntry(entry);
        }

        return stream.ToArray();
    }

    private static async Task<List<(TarItem Item, string Content)>> Walk(byte[] archive)
    {
        var items = new List<(TarItem, string)>();
        using var walk = new TarWalk(new MemoryStream(archive), "It");
        while (await walk.NextAsync(TestContext.Current.CancellationToken) is { } item)
        {
            items.Add(
                (item, Encoding.Latin1.GetString((await walk.ReadContentAsync(TestContext.Current.CancellationToken)).Span))
            );
        }

        return items;
    }
}
