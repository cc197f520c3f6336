using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using SupplyChain.Cli.Commands;
using SupplyChain.Cli.Options;
using SupplyChain.Cli.Terminal;

namespace SupplyChain.Cli;

/// <summary>The whole command line: reads it, runs the command, and turns every failure into one sentence and an exit code.</summary>
internal static class CommandLine
{
    // In the order of the help.
    private static readonly string[] Commands =
    [
        "scan",
        "sbom",
        "lint",
        "sign",
        "attest",
        "verify",
        "sign-blob",
        "attest-blob",
        "verify-blob",
        "verify-blob-attestation",
        "tree",
        "gate",
        "deploy",
        "pin",
        "image",
        "keys",
        "advisories",
    ];

    /// <summary>Prints the version.</summary>
    public static ExitCode PrintVersion()
    {
        Console.Out.WriteLine(ProductVersion.Current);
        return ExitCode.Pass;
    }

    /// <summary>Runs one command.</summary>
    public static async Task<ExitCode> RunAsync(string[] arguments)
    {
        var parsed = Root(arguments.FirstOrDefault()).Parse(arguments);
        if (UsageError.Of(parsed) is { } misuse)
        {
            return Talk.Fail(misuse, ExitCode.Usage);
        }

        try
        {
            // The library's own handler would print a stack trace and end with 1, which means "denied".
            var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
            return (ExitCode)await parsed.InvokeAsync(invocation);
        }
        catch (SupplyChainException failure)
        {
            return Talk.Fail(failure, failure.ExitCode, parsed.GetValue(CommonOptions.Verbose));
        }
        catch (OperationCanceledException)
        {
            return Talk.Fail("The command was interrupted before it had an answer; run it again.", ExitCode.Undetermined);
        }
        catch (Exception failure)
        {
            return Talk.FailUnexpectedly(failure, parsed.GetValue(CommonOptions.Verbose));
        }
    }

    // No RootCommand: that one takes its name from the file it runs from. Only the command that is asked for is made, since making
    // all of them takes longer than some of them run.
    private static Command Root(string? asked)
    {
        var root = new Command("supplychain", "Scans, signs, attests, verifies, lints and gates container releases.");
        foreach (var name in Commands.Contains(asked) ? [asked!] : Commands)
        {
            root.Subcommands.Add(Make(name));
        }

        root.Options.Add(new HelpOption { Recursive = true });
        root.Options.Add(
            new Option<bool>("--version") { Description = "Print the version and end.", Action = new VersionAction() }
        );
        foreach (var option in CommonOptions.All.Concat(RegistryOptions.All))
        {
            root.Options.Add(option);
        }

        return root;
    }

    private static Command Make(string name) =>
        name switch
        {
            "scan" => new ScanCommand(),
            "sbom" => new SbomCommand(),
            "lint" => new LintCommand(),
            "sign" => new SignCommand(),
            "attest" => new AttestCommand(),
            "verify" => new VerifyCommand(),
            "sign-blob" => new SignBlobCommand(),
            "attest-blob" => new AttestBlobCommand(),
            "verify-blob" => VerifyBlobCommand.Any(),
            "verify-blob-attestation" => VerifyBlobCommand.Attestation(),
            "tree" => new TreeCommand(),
            "gate" => new GateCommand(),
            "deploy" => new DeployCommand(),
            "pin" => new PinCommand(),
            "image" => new ImageCommand(),
            "keys" => new KeysCommand(),
            "advisories" => new AdvisoriesCommand(),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such command."),
        };

    private sealed class VersionAction : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult) => (int)PrintVersion();
    }
}
