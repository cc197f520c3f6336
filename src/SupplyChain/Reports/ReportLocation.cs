using System.Globalization;

namespace SupplyChain.Reports;

/// <summary>A place in a text file. Lines and columns count from 1.</summary>
/// <param name="File">Path of the file as it was given.</param>
/// <param name="Line">First line; null for the whole file.</param>
/// <param name="Column">First column; null for the whole line.</param>
public sealed record ReportLocation(string File, int? Line = null, int? Column = null)
{
    /// <summary>Path of the file as it was given, safe to print.</summary>
    public string File { get; } = SafeText.Line(File);

    /// <summary>Last line; null where it is not known.</summary>
    public int? EndLine { get; init; }

    /// <summary>The column behind the last character; null where it is not known.</summary>
    public int? EndColumn { get; init; }

    /// <summary>The place as compilers write it: <c>file:line:column</c>.</summary>
    public override string ToString() =>
        string.Join(
            ':',
            new[]
            {
                File,
                Line?.ToString(CultureInfo.InvariantCulture),
                Column?.ToString(CultureInfo.InvariantCulture),
            }.OfType<string>()
        );
}
