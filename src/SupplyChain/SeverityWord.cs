namespace SupplyChain;

/// <summary>The word for a severity in every document and report.</summary>
internal static class SeverityWord
{
    /// <summary>The word, in lower case.</summary>
    public static string Word(this Severity severity) =>
        severity switch
        {
            Severity.Critical => "critical",
            Severity.High => "high",
            Severity.Medium => "medium",
            Severity.Low => "low",
            Severity.Negligible => "negligible",
            _ => "unknown",
        };
}
