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

    private OutputOptions(params OutputFormat[] formats)
    {
        Format = new ChoiceOption<OutputFormat>(
            "--format",
            "How the result is written; text unless given.",
            [.. Formats.Where(format => formats.Contains(format.Value))]
        );
        All = formats.Length > 1 ? [Format, File] : [File];
    }

    /// <summary>The format.</summary>
    public Option<OutputFormat> Format { get; }

    /// <summary>The file.</summary>
    public Option<string?> File { get; } =
        new("--output", "-o") { Description = "Write the result to this file and not to standard output.", HelpName = "FILE" };

    /// <summary>The options a command has: no format where there is but one.</summary>
    public IReadOnlyList<Option> All { get; }

    /// <summary>The options of a command whose result is a report.</summary>
    public static OutputOptions ForReport() => new([.. Formats.Select(format => format.Value)]);

    /// <summary>The options of a command whose result is a listing.</summary>
    public static OutputOptions ForListing() => new(OutputFormat.Text, OutputFormat.Json);

    /// <summary>The option of a command whose result has one form only.</summary>
    public static OutputOptions ForData() => new(OutputFormat.Text);
}
