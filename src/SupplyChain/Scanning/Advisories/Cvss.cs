namespace SupplyChain.Scanning.Advisories;

/// <summary>Base scores of CVSS vectors, those of version 4.0 by <see cref="Cvss4"/> (first.org/cvss/v3-1/specification-document, sections 7.1 and 7.4; first.org/cvss/v2/guide, section 3.2.1).</summary>
internal static class Cvss
{
    /// <summary>The base score of a vector of version 2, 3.0, 3.1 or 4.0; null for other versions and malformed vectors.</summary>
    public static double? BaseScore(string vector)
    {
        var metrics = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var metric in vector.Trim('(', ')').Split('/'))
        {
            if (metric.Split(':') is not [{ Length: > 0 } name, { Length: > 0 } value] || !metrics.TryAdd(name, value))
            {
                return null;
            }
        }

        return metrics.GetValueOrDefault("CVSS") switch
        {
            "4.0" => Cvss4.BaseScore(metrics),
            "3.0" or "3.1" => Version3(metrics),
            null => Version2(metrics),
            _ => null,
        };
    }

    private static double? Version3(Dictionary<string, string> metrics)
    {
        var changed = metrics.GetValueOrDefault("S") == "C";
        if (!changed && metrics.GetValueOrDefault("S") != "U")
        {
            return null;
        }

        var exploitability =
            8.22
            * Weight(metrics, "AV", ("N", 0.85), ("A", 0.62), ("L", 0.55), ("P", 0.2))
            * Weight(metrics, "AC", ("L", 0.77), ("H", 0.44))
            * Weight(metrics, "PR", ("N", 0.85), ("L", changed ? 0.68 : 0.62), ("H", changed ? 0.5 : 0.27))
            * Weight(metrics, "UI", ("N", 0.85), ("R", 0.62));
        var remaining = Remaining(metrics, ("H", 0.56), ("L", 0.22), ("N", 0));
        if (exploitability is null || remaining is null)
        {
            return null;
        }

        var subScore = 1 - remaining.Value;
        var impact = changed ? (7.52 * (subScore - 0.029)) - (3.25 * Math.Pow(subScore - 0.02, 15)) : 6.42 * subScore;
        return impact <= 0 ? 0 : RoundUp(Math.Min((changed ? 1.08 : 1) * (impact + exploitability.Value), 10));
    }

    private static double? Version2(Dictionary<string, string> metrics)
    {
        var exploitability =
            20
            * Weight(metrics, "AV", ("N", 1), ("A", 0.646), ("L", 0.395))
            * Weight(metrics, "AC", ("L", 0.71), ("M", 0.61), ("H", 0.35))
            * Weight(metrics, "Au", ("N", 0.704), ("S", 0.56), ("M", 0.45));
        var impact = 10.41 * (1 - Remaining(metrics, ("C", 0.66), ("P", 0.275), ("N", 0)));
        return impact is null || exploitability is null ? null
            : impact == 0 ? 0
            : Math.Round(((0.6 * impact.Value) + (0.4 * exploitability.Value) - 1.5) * 1.176, 1, MidpointRounding.AwayFromZero);
    }

    // The share of confidentiality, integrity and availability that is left.
    private static double? Remaining(Dictionary<string, string> metrics, params (string Value, double Weight)[] weights) =>
        (1 - Weight(metrics, "C", weights)) * (1 - Weight(metrics, "I", weights)) * (1 - Weight(metrics, "A", weights));

    private static double? Weight(
        Dictionary<string, string> metrics,
        string metric,
        params ReadOnlySpan<(string Value, double Weight)> weights
    )
    {
        foreach (var (value, weight) in weights)
        {
            if (metrics.GetValueOrDefault(metric) == value)
            {
                return weight;
            }
        }

        return null;
    }

    // Appendix A of the specification of 3.1: rounding up in integers, so that binary fractions don't tip a score over.
    private static double RoundUp(double score)
    {
        var scaled = (int)Math.Round(score * 100_000);
        return scaled % 10_000 == 0 ? scaled / 100_000.0 : ((scaled / 10_000) + 1) / 10.0;
    }
}
