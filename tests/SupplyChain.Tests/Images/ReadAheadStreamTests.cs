using SupplyChain.Images.Streams;
using Xunit;

namespace SupplyChain.Tests.Images;

public sealed class ReadAheadStreamTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(262_143)]
    [InlineData(262_144)]
    [InlineData(262_145)]
    [InlineData(3_000_000)]
    public async Task The_content_comes_whole_and_in_order(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        await using var stream = new ReadAheadStream(new MemoryStream(content));
        using var read = new MemoryStream();
        await stream.CopyToAsync(read, Token);
        Assert.Equal(content, read.ToArray());
        Assert.Equal(0, await stream.ReadAsync(new byte[1], Token));
    }

    [Fact]
    public void The_content_comes_whole_to_a_reader_that_waits()
    {
        var content = new byte[1_000_000];
        new Random(1).NextBytes(content);
        using var stream = new ReadAheadStream(new MemoryStream(content));
        var read = new byte[content.Length];
        stream.ReadExactly(read);
        Assert.Equal(content, read);
        Assert.Equal(0, stream.Read(new byte[1]));
    }

    [Fact]
    public async Task What_makes_reading_fail_reaches_the_reader_after_what_was_sound()
    {
        await using var stream = new ReadAheadStream(new FailingStream(500_000));
        var sound = new byte[262_144];
        await stream.ReadExactlyAsync(sound, Token);
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => stream.CopyToAsync(Stream.Null, Token));
        Assert.Equal("broken", error.Message);
    }

    [Fact]
    public async Task A_reader_that_leaves_early_ends_it_and_the_content_is_disposed_after_its_last_use()
    {
        var endless = new EndlessStream();
        var stream = new ReadAheadStream(endless);
        Assert.Equal(10, await stream.ReadAsync(new byte[10], Token));
        await stream.DisposeAsync();
        Assert.False(endless.WasUsedAfterDisposal);
        Assert.InRange(endless.Given, 1, 8 * 262_144);
    }

    private sealed class FailingStream(int sound) : MemoryStream(new byte[sound])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new InvalidDataException("broken");
    }

    private sealed class EndlessStream : MemoryStream
    {
        private bool disposed;

        public long Given { get; private set; }

        public bool WasUsedAfterDisposal { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            WasUsedAfterDisposal |= disposed;
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }

        protected override void Dispose(bool disposing)
        {
            disposed = true;
            base.Dispose(disposing);
        }
    }
}
