using System.Text.RegularExpressions;
using SupplyChain.Images;
using SupplyChain.Signing.Keys;
using SupplyChain.Tools;

namespace SupplyChain.Signing.Signers;

/// <summary>
/// The installed cosign. What it can do is read off its help, since builds of distributions print no version: from 2.6 on it
/// signs whole statements, from 3 on it takes its services from a file, and 4 has no other way.
/// </summary>
internal sealed partial class CosignProgram
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly ExternalTool tool;
    private readonly ToolRunner runner;
    private readonly KeyAccess access;

    private CosignProgram(ExternalTool tool, ToolRunner runner, KeyAccess access, string help)
    {
        this.tool = tool;
        this.runner = runner;
        this.access = access;
        TakesSigningConfig = help.Contains("--signing-config", StringComparison.Ordinal);
    }

    /// <summary>Whether the services to ask are named in a file; before, each had an option of its own.</summary>
    public bool TakesSigningConfig { get; }

    /// <summary>Finds the program on the path.</summary>
    /// <exception cref="ConfigurationException">There is none, or one that cannot sign whole statements.</exception>
    public static Task<CosignProgram> FindAsync(ToolRunner runner, KeyAccess access, CancellationToken cancellationToken) =>
        OpenAsync(
            ExternalTool.Find("cosign")
                ?? throw new ConfigurationException(
                    "cosign.missing",
                    "cosign is not installed, and was asked for; install cosign 2.6 or newer, or sign with a key file and without --signer cosign."
                ),
            runner,
            access,
            cancellationToken
        );

    /// <summary>Asks a program what it can do.</summary>
    /// <exception cref="ConfigurationException">It cannot sign whole statements.</exception>
    public static async Task<CosignProgram> OpenAsync(
        ExternalTool tool,
        ToolRunner runner,
        KeyAccess access,
        CancellationToken cancellationToken
    )
    {
        var call = new ToolCall
        {
            Arguments = ["attest-blob", "--help"],
            WorkingDirectory = Path.GetTempPath(),
            Timeout = Limit,
        };
        var help = await runner.RunAsync(tool, call, cancellationToken);
        var text = help.Output + help.Error;
        return help.ExitCode == 0 && text.Contains("--statement", StringComparison.Ordinal)
            ? new CosignProgram(tool, runner, access, text)
            : throw new ConfigurationException(
                "cosign.version",
                $"The cosign at '{tool.Path}' cannot sign whole statements; install cosign 2.6 or newer."
            );
    }

    /// <summary>Reads the public half of a key.</summary>
    /// <exception cref="ConfigurationException">There is no such key, or it cannot be opened with what was given.</exception>
    /// <exception cref="UndeterminedException">cosign failed otherwise.</exception>
    public async Task<PublicKey> ReadPublicKeyAsync(string reference, CancellationToken cancellationToken) =>
        PublicKey.Parse(
            await RunAsync(["public-key", "--key", reference], reference, Directory.GetCurrentDirectory(), cancellationToken),
            KeyOpener.Shown(reference)
        );

    /// <summary>Runs cosign to its end and returns what it printed.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="key">The key in use; null when there is none.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="ConfigurationException">It says that the key, its password or an option is wrong.</exception>
    /// <exception cref="UndeterminedException">It failed otherwise.</exception>
    public async Task<string> RunAsync(
        IReadOnlyList<string> arguments,
        string? key,
        string folder,
        CancellationToken cancellationToken
    )
    {
        var result = await RunAsync(arguments, CosignEnvironment.For(key, access), folder, cancellationToken);
        return result.ExitCode == 0 ? result.Output : throw Failure(result, arguments[0], key);
    }

    /// <summary>Runs cosign to its end, whatever that is, with nothing in its environment that signs.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="UndeterminedException">It cannot be run to its end.</exception>
    public Task<ToolResult> AskAsync(IReadOnlyList<string> arguments, string folder, CancellationToken cancellationToken) =>
        RunAsync(arguments, new Dictionary<string, string>(), folder, cancellationToken);

    private Task<ToolResult> RunAsync(
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        string folder,
        CancellationToken cancellationToken
    ) =>
        runner.RunAsync(
            tool,
            new ToolCall
            {
                Arguments = arguments,
                WorkingDirectory = folder,
                Environment = environment,
                Timeout = Limit,
            },
            cancellationToken
        );

    // cosign ends with 1 for nearly everything, so only what it says beside tells a mistake from a failure.
    private SupplyChainException Failure(ToolResult result, string command, string? key)
    {
        var shown = key is null ? "" : $" with the key {KeyOpener.Shown(key)}";
        var said = LastError(result.Error);
        var (code, remedy) =
            result.Error.Contains("decryption failed", StringComparison.Ordinal)
                ? ("key.password.wrong", $"{access.PasswordRemedy()} the password it was made with")
            : result.Error.Contains("unknown flag", StringComparison.Ordinal)
                ? ("cosign.version", "install a version from 2.6 to 4")
            : NoSuchKey().IsMatch(result.Error) ? ("key.file", "check the reference of the key")
            : ("", "");
        return code.Length > 0
            ? new ConfigurationException(code, $"cosign {command}{shown} refused: {said}; {remedy}.")
            : new UndeterminedException(
                "cosign.failed",
                $"cosign {command}{shown} ended with {result.ExitCode}: {said}; run it again, or sign without --signer cosign."
            );
    }

    /// <summary>The last thing that it calls an error, for people.</summary>
    internal static string LastError(string error)
    {
        var line = error
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .LastOrDefault(each =>
                each.StartsWith("error ", StringComparison.OrdinalIgnoreCase)
                || each.StartsWith("Error: ", StringComparison.Ordinal)
            );
        return Printable
            .Line((line ?? "it does not say why").Replace("error during command execution: ", "", StringComparison.Ordinal))
            .TrimEnd('.');
    }

    [GeneratedRegex(@"(open|reading key|loading public key)\b.*no such file", RegexOptions.NonBacktracking)]
    private static partial Regex NoSuchKey();
}
