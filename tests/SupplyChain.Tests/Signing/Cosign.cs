using CliWrap.Buffered;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Signing;

/// <summary>The real cosign with a key pair of its own, a folder, and a signing configuration that names no service.</summary>
public sealed class Cosign : IAsyncLifetime
{
    public const string Password = "it is a password";

    public TemporaryFolder Folder { get; } = new();

    public string KeyPath => Folder.At("cosign.key");

    public string PublicKeyPath => Folder.At("cosign.pub");

    public async ValueTask InitializeAsync()
    {
        if (Peers.Find("cosign") is not null)
        {
            await SucceedAsync("generate-key-pair");
            await SucceedAsync("signing-config", "create", "--out", "offline.json");
        }
    }

    public ValueTask DisposeAsync()
    {
        Folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs cosign in the folder and returns how it ended.</summary>
    public Task<BufferedCommandResult> RunAsync(params string[] arguments) =>
        PeerProcess.RunAsync(
            "cosign",
            arguments,
            new Dictionary<string, string?> { ["COSIGN_PASSWORD"] = Password, ["HOME"] = Folder.Path },
            Folder.Path
        );

    /// <summary>Runs cosign in the folder; the test fails unless it succeeds.</summary>
    public async Task<string> SucceedAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.True(
            result.IsSuccess,
            $"cosign {string.Join(' ', arguments)} ended with {result.ExitCode}: {result.StandardError}"
        );
        return result.StandardOutput;
    }
}
