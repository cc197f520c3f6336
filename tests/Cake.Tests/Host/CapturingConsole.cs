using System.Globalization;
using System.Text;
using Cake.Core;

namespace Cake.Tests.Host;

internal sealed class CapturingConsole(StringBuilder output, StringBuilder error) : IConsole
{
    public ConsoleColor ForegroundColor { get; set; }

    public ConsoleColor BackgroundColor { get; set; }

    public bool SupportAnsiEscapeCodes => false;

    public void Write(string format, params object[] arg) => output.Append(Format(format, arg));

    public void Write(string value) => output.Append(value);

    public void WriteLine(string format, params object[] arg) => output.AppendLine(Format(format, arg));

    public void WriteLine(string value) => output.AppendLine(value);

    public void WriteError(string format, params object[] arg) => error.Append(Format(format, arg));

    public void WriteError(string value) => error.Append(value);

    public void WriteErrorLine(string format, params object[] arg) => error.AppendLine(Format(format, arg));

    public void WriteErrorLine(string value) => error.AppendLine(value);

    public void ResetColor() { }

    private static string Format(string format, object[] arguments) =>
        arguments.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, arguments);
}
