namespace SupplyChain.Reports;

/// <summary>Severities as reports show and order them.</summary>
internal static class Severities
{
    /// <summary>All, the worst first; unknown stands above medium, because it may be anything.</summary>
    public static IReadOnlyList<Severity> WorstFirst { get; } =
    [Severity.Critical, Severity.High, Severity.Unknown, Severity.Medium, Severity.Low, Severity.Negligible];

    public static int Rank(Severity? severity) =>
        severity is { } known ? WorstFirst.Count - WorstFirst.ToList().IndexOf(known) : WorstFirst.Count + 1;

    /// <summary>Whether a finding counts against a threshold; one of unknown severity always does.</summary>
    public static bool Reaches(this Severity severity, Severity threshold) =>
        severity == Severity.Unknown || severity >= threshold;
}
