using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using SupplyChain.Images;
using SupplyChain.Images.Layouts;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Images;

/// <summary>What writers of a layout leave behind that are killed in the middle of a blob.</summary>
public sealed class AbandonedFileTests : IDisposable
{
    private static readonly byte[] Content = new byte[100_000];
    private static readonly Descriptor Blob = Descriptor.Of(MediaTypes.OciLayer, Content);

    private readonly TemporaryFolder folder = new();

    private OciLayout Layout => new(folder.At("images"), TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_next_writer_removes_what_a_killed_one_left()
    {
        await KillWriterAsync();
        _ = Assert.Single(PartialFiles());

        var image = await Samples.PushImageAsync(Layout, "1.0");

        Assert.Empty(PartialFiles());
        Assert.False(await Layout.HasBlobAsync(Blob, Token));
        Assert.Equal(image.Digest, (await Layout.ResolveAsync("1.0", Token))?.Digest);
    }

    [Fact]
    public async Task What_another_writer_is_still_writing_stays_and_is_completed()
    {
        var pipe = new Pipe();
        var writing = Layout.WriteBlobAsync(Blob, pipe.Reader.AsStream(), Token);
        _ = await pipe.Writer.WriteAsync(Content.AsMemory(0, 50_000), Token);
        await WaitForPartialFileAsync();

        _ = await Samples.PushImageAsync(Layout, "1.0");

        _ = Assert.Single(PartialFiles());
        _ = await pipe.Writer.WriteAsync(Content.AsMemory(50_000), Token);
        await pipe.Writer.CompleteAsync();
        await writing;
        Assert.Equal(Content, (await Layout.ReadBlobAsync(Blob, Content.Length, Token)).ToArray());
        Assert.Empty(PartialFiles());
    }

    private async Task KillWriterAsync()
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Publisher.dll"),
            folder.At("images"),
            Blob.Digest.ToString(),
            Blob.Size.ToString(CultureInfo.InvariantCulture),
        ];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true })!;
        await process.StandardInput.BaseStream.WriteAsync(Content.AsMemory(0, 50_000), Token);
        await process.StandardInput.BaseStream.FlushAsync(Token);
        await WaitForPartialFileAsync();
        process.Kill();
        await process.WaitForExitAsync(Token);
    }

    private async Task WaitForPartialFileAsync()
    {
        while (!PartialFiles().Any(file => file.Length > 0))
        {
            await Task.Delay(10, Token);
        }
    }

    private IEnumerable<FileInfo> PartialFiles() =>
        new DirectoryInfo(folder.Path).EnumerateFiles("*.partial", SearchOption.AllDirectories);
}
