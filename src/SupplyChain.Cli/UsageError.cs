using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using SupplyChain.Reports;

namespace SupplyChain.Cli;

/// <summary>What is wrong with a command line, in one sentence with the remedy.</summary>
internal static class UsageError
{
    /// <summary>The sentence; null when the command line is right.</summary>
    public static string? Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var name = NameOf(parsed.CommandResult);
        if (parsed.Action is HelpAction)
        {
            return null;
        }

        if (parsed.UnmatchedTokens.Concat(TakenForArguments(parsed)).FirstOrDefault() is { } unknown)
        {
            return Unknown(command, name, unknown);
        }

        return parsed.Errors.Count == 0 ? null
            : command.Subcommands.Count > 0
                ? $"'{name}' needs a command: {string.Join(", ", command.Subcommands.Select(each => each.Name))}; '{name} --help' tells what each does."
            : $"{SafeText.Line(parsed.Errors[0].Message).TrimEnd('.')}; '{name} --help' shows what it takes.";
    }

    // A mistyped option is no argument, unless '--' says that options have ended.
    private static IEnumerable<string> TakenForArguments(ParseResult parsed) =>
        parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            ? []
            : parsed
                .CommandResult.Children.OfType<ArgumentResult>()
                .SelectMany(argument => argument.Tokens)
                .Select(token => token.Value)
                .Where(value => value.StartsWith('-') && value.Length > 1);

    private static string Unknown(Command command, string name, string unknown)
    {
        var shown = SafeText.Line(unknown);
        var isOption = unknown.StartsWith('-') && unknown.Length > 1;
        var known = isOption
            ? command
                .Parents.OfType<Command>()
                .SelectMany(parent => parent.Options.Where(option => option.Recursive))
                .Concat(command.Options)
                .SelectMany(option => option.Aliases.Append(option.Name))
            : command.Subcommands.Select(each => each.Name);
        var written = isOption ? unknown.Split('=', ':')[0] : unknown;
        var remedy = Suggestion.Nearest(written, known) is { } nearest
            ? $"did you mean '{nearest}'?"
            : $"'{name} --help' shows what it takes.";
        var kind =
            isOption ? "option"
            : command.Subcommands.Count > 0 ? "command"
            : "argument";
        return $"'{name}' has no {kind} '{shown}'; {remedy}";
    }

    private static string NameOf(CommandResult result)
    {
        var names = new Stack<string>();
        for (SymbolResult? each = result; each is CommandResult command; each = each.Parent)
        {
            names.Push(command.Command.Name);
        }

        return string.Join(' ', names);
    }
}
