using SupplyChain.Tools;

namespace SupplyChain.Scanning.Trivy;

/// <summary>Whether what Trivy did fits together.</summary>
internal static class TrivyVerdict
{
    private const int Killed = 137;
    private const int LongestShown = 300;

    /// <summary>Checks the exit code and the report against each other, and the report against the target.</summary>
    /// <exception cref="UndeterminedException">They contradict each other.</exception>
    public static void Check(int exitCode, TrivyReport report, TrivySubject subject, TrivyProgram program, ScanTarget target)
    {
        if (report.Version is { } version && version.TrimStart('v') != program.Version.TrimStart('v'))
        {
            throw Contradiction(target, $"its report was made by version {version}, and the program is {program.Version}");
        }

        if (!subject.IsOf(report))
        {
            throw Contradiction(target, $"its report is about '{report.ArtifactName}'");
        }

        if (exitCode == TrivyArguments.Found && report.Findings.Count == 0 && report.FileFindings.Count == 0)
        {
            throw Contradiction(target, "its exit code says that it found something, and its report is empty");
        }

        if (exitCode == TrivyArguments.EndOfLife && report.OperatingSystem is not { EndOfLife: true })
        {
            throw Contradiction(
                target,
                "its exit code says that the distribution is past its end of life, and its report does not"
            );
        }
    }

    /// <summary>The error for a run that failed.</summary>
    public static UndeterminedException Failed(ToolResult result, ScanTarget target) =>
        new(
            "trivy.failed",
            $"Trivy could not scan {Plain.Text(target.Name)} and ended with code {result.ExitCode}; {Detail(result)}."
        );

    /// <summary>Why a run failed, as a clause.</summary>
    public static string Detail(ToolResult result)
    {
        var said = result
            .Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .LastOrDefault();
        return result.ExitCode == Killed ? "it was killed, as happens where memory is short"
            : string.IsNullOrEmpty(said) ? "it gave no reason"
            : $"it said: {Plain.Text(said.Length > LongestShown ? said[..LongestShown] + "…" : said)}";
    }

    /// <summary>The error for a run whose parts don't fit together.</summary>
    public static UndeterminedException Contradiction(ScanTarget target, string reason) =>
        new(
            "trivy.contradiction",
            $"What Trivy says about {Plain.Text(target.Name)} cannot be trusted, because {reason}; check the program, or scan with the builtin engine."
        );
}
