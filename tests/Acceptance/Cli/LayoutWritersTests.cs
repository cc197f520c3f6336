using System.Diagnostics;
using SupplyChain.Images;
using SupplyChain.Images.Layouts;
using Xunit;

namespace SupplyChain.Acceptance.Cli;

public sealed class LayoutWritersTests : IDisposable
{
    private const int Writers = 12;
    private const int Kills = 10;

    private readonly Workspace files = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private OciLayout Layout => new(files.At("layout"), TimeProvider.System);

    public void Dispose() => files.Dispose();

    [Fact]
    public async Task Processes_that_write_one_layout_at_once_lose_nothing()
    {
        for (var number = 0; number < Writers; number++)
        {
            files.Write($"app{number}/run", $"{number}");
        }

        await Parallel.ForAsync(
            0,
            Writers,
            new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = Token },
            async (number, _) => await files.PassAsync($"image pack app{number} oci:layout:{number} --entry-point ./run")
        );

        for (var number = 0; number < Writers; number++)
        {
            Assert.NotNull(await Layout.ResolveAsync($"{number}", Token));
        }
    }

    [Fact]
    public async Task A_killed_writer_leaves_the_old_state_or_the_new_one()
    {
        files.Write("app/run", "first");
        await files.PassAsync("image pack app oci:layout:first --entry-point ./run");
        var bytes = new byte[4 << 20];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(files.At("app", "large"), bytes, Token);
        var reported = 0;
        for (var number = 0; number < Kills; number++)
        {
            files.Write("app/run", $"{number}");
            reported += await PackAndKillAsync($"oci:layout:{number}", number) ? 1 : 0;
            var index = await File.ReadAllBytesAsync(files.At("layout", "index.json"), Token);
            foreach (var image in ImageIndex.Parse(index, "the index").Manifests)
            {
                await ReadAllAsync(image);
            }
        }

        Assert.NotNull(await Layout.ResolveAsync("first", Token));
        Assert.InRange(reported, 1, Kills - 1);
    }

    // Some end by themselves, since the later ones are given more time than they need.
    private async Task<bool> PackAndKillAsync(string destination, int number)
    {
        var (program, before) = Workspace.Program;
        using var writer = Process.Start(
            new ProcessStartInfo(program, [.. before, "image", "pack", "app", destination, "--entry-point", "./run"])
            {
                WorkingDirectory = files.Path,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromMilliseconds(number == Kills - 1 ? 60_000 : 90 * number));
        try
        {
            await writer.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!Token.IsCancellationRequested)
        {
            writer.Kill();
            await writer.WaitForExitAsync(Token);
        }

        var succeeded = writer.ExitCode == 0;
        Assert.True(
            !succeeded || await Layout.ResolveAsync($"{number}", Token) is not null,
            "what was reported as written should be there"
        );
        return succeeded;
    }

    private async Task ReadAllAsync(Descriptor manifest)
    {
        var content = await ImageContent.OpenAsync(new ResolvedImage("it", Layout, manifest), platform: null, Token);
        foreach (var layer in content.Layers)
        {
            _ = await content.ReadLayerAsync(layer, (_, _) => Task.FromResult(0), Token);
        }
    }
}
