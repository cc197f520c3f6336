using System.Diagnostics;
using System.Globalization;
using SupplyChain.Images;

namespace SupplyChain.Tests.Images;

/// <summary>A process that publishes evidence, and what it has reported as published.</summary>
internal sealed class PublisherProcess : IDisposable
{
    private readonly Process process;

    private PublisherProcess(Process process) => this.process = process;

    public List<Digest> Published { get; } = [];

    /// <summary>Starts a process and waits until it is about to publish.</summary>
    public static async Task<PublisherProcess> StartAsync(string image, string name, int count, int atOnce)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Publisher.dll"),
            image,
            name,
            count.ToString(CultureInfo.InvariantCulture),
            atOnce.ToString(CultureInfo.InvariantCulture),
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var publisher = new PublisherProcess(Process.Start(start)!);
        return await publisher.process.StandardOutput.ReadLineAsync() == "ready"
            ? publisher
            : throw new InvalidOperationException(await publisher.process.StandardError.ReadToEndAsync());
    }

    /// <summary>Reads what it publishes until it ends, and demands that it ends well.</summary>
    public async Task CompleteAsync()
    {
        var errors = process.StandardError.ReadToEndAsync();
        await ReadAsync();
        await process.WaitForExitAsync();
        Xunit.Assert.True(process.ExitCode == 0, await errors);
    }

    /// <summary>Kills it after a while, without a chance to clean up, and reads what it had published.</summary>
    public async Task KillAfterAsync(TimeSpan time)
    {
        var reading = ReadAsync();
        await Task.Delay(time);
        process.Kill();
        await process.WaitForExitAsync();
        await reading;
    }

    public void Dispose() => process.Dispose();

    // A line that the kill cut off was not reported.
    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Digest.TryParse(line, out var digest))
            {
                Published.Add(digest);
            }
        }
    }
}
