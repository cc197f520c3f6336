using System.Text;
using SupplyChain.Images.Streams;
using SupplyChain.Reports.Sarif;

namespace SupplyChain.Reports;

/// <summary>Leaves one report in a folder in every format that a pipeline picks up: SARIF, JUnit, Markdown and text.</summary>
public static class ReportFolder
{
    private static readonly string[] Endings = [".sarif", ".junit.xml", ".md", ".txt"];

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes <c>NAME.sarif</c>, <c>NAME.junit.xml</c>, <c>NAME.md</c> and <c>NAME.txt</c>; each file is the old one or the new one, whole.</summary>
    /// <param name="report">The report.</param>
    /// <param name="folder">The folder, made where it is missing.</param>
    /// <param name="name">Name of the files without their endings.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ConfigurationException">The folder cannot be written.</exception>
    public static async Task WriteAsync(Report report, string folder, string name, CancellationToken cancellationToken)
    {
        Action<Stream>[] writers =
        [
            stream => SarifReport.Write(report, stream),
            stream => JUnitReport.Write(report, stream),
            stream => WriteText(stream, writer => MarkdownReport.Write(report, writer)),
            stream => WriteText(stream, writer => new TextReport(writer).Write(report)),
        ];
        foreach (var (ending, write) in Endings.Zip(writers))
        {
            await AtomicFile.WriteAsync(
                Path.Combine(folder, name + ending),
                stream =>
                {
                    write(stream);
                    return Task.CompletedTask;
                },
                cancellationToken
            );
        }
    }

    /// <summary>Removes what an earlier run left, so that it is not taken for the result of this one.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">Name of the files without their endings.</param>
    public static void Remove(string folder, string name)
    {
        foreach (var path in Endings.Select(ending => Path.Combine(folder, name + ending)).Where(File.Exists))
        {
            File.Delete(path);
        }
    }

    private static void WriteText(Stream stream, Action<TextWriter> write)
    {
        using var writer = new StreamWriter(stream, Utf8, leaveOpen: true) { NewLine = "\n" };
        write(writer);
    }
}
