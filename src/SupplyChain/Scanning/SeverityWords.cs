namespace SupplyChain.Scanning;

/// <summary>The words that advisories and scanners use for severities.</summary>
internal static class SeverityWords
{
    /// <summary>The severity of a word in any case; unknown for any other word, and for none.</summary>
    public static Severity Parse(string? word) =>
        word?.Trim().ToUpperInvariant() switch
        {
            "CRITICAL" => Severity.Critical,
            "HIGH" or "IMPORTANT" => Severity.High,
            "MEDIUM" or "MODERATE" => Severity.Medium,
            "LOW" => Severity.Low,
            "NEGLIGIBLE" or "NONE" or "UNIMPORTANT" => Severity.Negligible,
            _ => Severity.Unknown,
        };

    /// <summary>The severity of a CVSS score (CVSS 3.1 specification, section 5).</summary>
    public static Severity OfScore(double score) =>
        score switch
        {
            >= 9.0 => Severity.Critical,
            >= 7.0 => Severity.High,
            >= 4.0 => Severity.Medium,
            > 0.0 => Severity.Low,
            _ => Severity.Negligible,
        };
}
