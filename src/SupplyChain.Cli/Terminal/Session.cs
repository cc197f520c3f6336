using System.CommandLine;
using SupplyChain.Cli.Options;
using SupplyChain.Reports;

namespace SupplyChain.Cli.Terminal;

/// <summary>One run of a command: the common options, the clock, and where data and talk go.</summary>
internal sealed class Session(ParseResult parsed, OutputOptions? output)
{
    /// <summary>The clock: the system's, or the one that <c>SOURCE_DATE_EPOCH</c> stops.</summary>
    public TimeProvider Clock { get; } = SourceDateEpoch.Clock();

    /// <summary>Whether data go to a terminal that shows colours.</summary>
    public bool HasColors { get; } =
        output is not null
        && parsed.GetValue(output.File) is null
        && !Console.IsOutputRedirected
        && !parsed.GetValue(CommonOptions.NoColor)
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && TerminalShowsColors;

    private static bool TerminalShowsColors =>
        OperatingSystem.IsWindows()
            ? Environment.GetEnvironmentVariable("WT_SESSION") is { Length: > 0 }
            : Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <summary>The format asked for.</summary>
    public OutputFormat Format => parsed.GetValue(output!.Format);

    /// <summary>Whether to say nothing but results and errors.</summary>
    public bool IsQuiet => parsed.GetValue(CommonOptions.Quiet);

    /// <summary>Says what is going on.</summary>
    public void Say(string sentence)
    {
        if (!IsQuiet)
        {
            Console.Error.WriteLine(SafeText.Line(sentence));
        }
    }

    /// <summary>Writes data in full to the file asked for, or to standard output.</summary>
    public void Write(Action<Stream> write) => Write(write, isJson: Format is OutputFormat.Json or OutputFormat.Sarif);

    /// <summary>Writes a JSON document in full to the file asked for, or to standard output.</summary>
    public void WriteJson(byte[] json) => Write(stream => stream.Write(json), isJson: true);

    /// <summary>Writes text in full to the file asked for, or to standard output.</summary>
    public void WriteText(Action<TextWriter> write) =>
        Write(stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true);
            write(writer);
        });

    private void Write(Action<Stream> write, bool isJson)
    {
        if (output is not null && parsed.GetValue(output.File) is { } path)
        {
            OutputFile.Write(path, write);
            return;
        }

        using var buffer = new MemoryStream();
        write(buffer);
        using var standardOutput = Console.OpenStandardOutput();
        standardOutput.Write(isJson ? JsonOnLog.Neutralize(buffer.ToArray()) : buffer.ToArray());
    }
}
