using CliWrap;
using CliWrap.Buffered;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Acceptance.Cli;

/// <summary>A folder in which the built program is run as users run it.</summary>
internal sealed class Workspace : IDisposable
{
    public const string Password = "correct horse";

    static Workspace() => Secrets.Add(Password);

    private readonly TemporaryFolder folder = new();

    /// <summary>The native executable where one was published after the last build, else the assembly.</summary>
    internal static (string Program, string[] Arguments) Program { get; } = Find();

    public string Path => folder.Path;

    public string At(params string[] parts) => folder.At(parts);

    public string Write(string name, string text) => folder.Write(name, text);

    /// <summary>Names of everything in the folder, sorted.</summary>
    public IReadOnlyList<string> Names() =>
        [
            .. Directory
                .EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories)
                .Select(path => System.IO.Path.GetRelativePath(Path, path))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Runs the program in the folder; the words are separated by spaces.</summary>
    public Task<CommandResult> RunAsync(string words) => RunAsync(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Runs the program in the folder.</summary>
    public async Task<CommandResult> RunAsync(string[] arguments, string? input = null, string? password = Password)
    {
        var environment = new Dictionary<string, string?>
        {
            ["COSIGN_PASSWORD"] = password,
            ["GITHUB_ACTIONS"] = null,
            ["TF_BUILD"] = null,
            ["SOURCE_DATE_EPOCH"] = null,
            ["PATH"] = Environment.GetEnvironmentVariable("PATH"),
        };
        return await RunAsync(arguments, environment, input);
    }

    /// <summary>Runs the program in the folder with these changes to the environment.</summary>
    public async Task<CommandResult> RunAsync(
        string[] arguments,
        IReadOnlyDictionary<string, string?> environment,
        string? input = null
    )
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var result = await CliWrap
            .Cli.Wrap(Program.Program)
            .WithArguments([.. Program.Arguments, .. arguments])
            .WithEnvironmentVariables(environment)
            .WithStandardInputPipe(input is null ? PipeSource.Null : PipeSource.FromString(input))
            .WithWorkingDirectory(Path)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(timeout.Token);
        Assert.False(Secrets.AreIn(result.StandardOutput + result.StandardError), "A password or token was printed.");
        return new CommandResult(result.ExitCode, result.StandardOutput, result.StandardError);
    }

    /// <summary>Runs the program and demands that it passes.</summary>
    public async Task<CommandResult> PassAsync(string words)
    {
        var result = await RunAsync(words);
        Assert.True(result.ExitCode == 0, $"{words}: {result}");
        return result;
    }

    public void Dispose() => folder.Dispose();

    private static (string, string[]) Find()
    {
        var assembly = Checkout.Assembly("src/SupplyChain.Cli");
        var native = Checkout.At("artifacts", "cli", OperatingSystem.IsWindows() ? "supplychain.exe" : "supplychain");
        return File.Exists(native) && File.GetLastWriteTimeUtc(native) > File.GetLastWriteTimeUtc(assembly)
            ? (native, [])
            : ("dotnet", [assembly]);
    }
}
