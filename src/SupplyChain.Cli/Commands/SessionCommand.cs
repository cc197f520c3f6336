using System.CommandLine;
using SupplyChain.Cli.Options;
using SupplyChain.Cli.Terminal;

namespace SupplyChain.Cli.Commands;

/// <summary>A command that does something: what it takes, and its run in a session of its own.</summary>
/// <param name="name">The verb.</param>
/// <param name="description">What it does, as a sentence.</param>
internal abstract class SessionCommand(string name, string description) : Command(name, description)
{
    /// <summary>Says what the command takes, in the order of its help, and where its result goes; makes it run.</summary>
    /// <param name="output">Format and file of the result; null for a command that prints none.</param>
    /// <param name="symbols">Arguments and options.</param>
    protected void Take(OutputOptions? output, params IEnumerable<Symbol> symbols)
    {
        foreach (var symbol in symbols.Concat(output?.All ?? []))
        {
            switch (symbol)
            {
                case Argument argument:
                    Arguments.Add(argument);
                    break;
                case Option option:
                    Options.Add(option);
                    break;
            }
        }

        SetAction(
            async (parsed, cancellationToken) => (int)await RunAsync(new Session(parsed, output), parsed, cancellationToken)
        );
    }

    /// <summary>Does the work.</summary>
    protected abstract Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken);
}
