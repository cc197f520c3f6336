using System.CommandLine;

namespace SupplyChain.Cli.Options;

/// <summary>In which format a result is printed, and where to.</summary>
internal sealed class OutputOptions
{
    private static readonly (string Word, OutputFormat Value)[] Formats =
    [
        ("text", OutputFormat.Text),
        ("json", OutputFormat.Json),
        ("sarif", OutputFormat.Sarif),
        ("junit", OutputFormat.JUnit),
        ("markdown", OutputFormat.Markdown),
    ];

    private OutputOptions(params OutputFormat[] formats) =>
        Format = new ChoiceOption<OutputFormat>(
            "--format",
            "How the result is written; text unless given.",
            [.. Formats.Where(format => formats.Contains(format.Value))]
        );

    /// <summary>The format.</summary>
    public Option<OutputFormat> Format { get; }

    /// <summary>The file.</summary>
    public Option<string?> File { get; } =
        new("--output", "-o") { Description = "Write the result to this file and not to standard output.", HelpName = "FILE" };

    /// <summary>Adds the options of a command whose result is a report.</summary>
    public static OutputOptions ForReport(Command command) =>
        Add(command, new OutputOptions([.. Formats.Select(format => format.Value)]));

    /// <summary>Adds the options of a command whose result is a listing.</summary>
    public static OutputOptions ForListing(Command command) =>
        Add(command, new OutputOptions(OutputFormat.Text, OutputFormat.Json));

    /// <summary>Adds the option of a command whose result has one form only.</summary>
    public static OutputOptions ForData(Command command)
    {
        var options = new OutputOptions(OutputFormat.Text);
        command.Options.Add(options.File);
        return options;
    }

    private static OutputOptions Add(Command command, OutputOptions options)
    {
        command.Options.Add(options.Format);
        command.Options.Add(options.File);
        return options;
    }
}
