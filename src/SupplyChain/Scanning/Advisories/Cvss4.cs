namespace SupplyChain.Scanning.Advisories;

/// <summary>
/// Base scores of CVSS 4.0 (first.org/cvss/v4-0/specification-document, section 8): the score of the group of vectors that a
/// vector is in, less its share of the way to the next lower groups.
/// </summary>
internal static class Cvss4
{
    // Scores of groups as FIRST publishes them, for vectors without threat and environmental metrics: by the equivalence classes
    // of vulnerable-system impact (0, 1, 2, and the two between them that only lower groups are in), then exploitability (3),
    // complexity (2) and impact on other systems (2).
    private static readonly Dictionary<string, double[]> Groups = new(StringComparer.Ordinal)
    {
        ["00"] = [10, 9.3, 9.5, 9.2, 9.4, 8.7, 9, 7.7, 8.6, 7, 7.3, 5.4],
        ["01"] = [9.6, 9, 9.1, 8.1, 8.9, 7.5, 7.7, 6.6, 7.4, 5.4, 5.5, 4.3],
        ["10"] = [9.3, 8.8, 9.2, 8.4, 8.6, 7.2, 7.4, 6.1, 7.2, 5.3, 6.1, 4.6],
        ["11"] = [9.2, 8, 8.2, 7, 7.6, 5.7, 5.9, 5.2, 5.7, 3.6, 5.1, 1.8],
        ["21"] = [7.9, 6.9, 7.1, 6.3, 6.5, 5.3, 5.8, 2.3, 4.7, 2.4, 2.4, 1],
    };

    private static readonly (string Metric, string Values)[] Metrics =
    [
        ("AV", "NALP"),
        ("PR", "NLH"),
        ("UI", "NPA"),
        ("AC", "LH"),
        ("AT", "NP"),
        ("VC", "HLN"),
        ("VI", "HLN"),
        ("VA", "HLN"),
        ("SC", "HLN"),
        ("SI", "HLN"),
        ("SA", "HLN"),
    ];

    // The worst vectors of each class, in steps.
    private static readonly int[][][] Worst1 =
    [
        [
            [0, 0, 0],
        ],
        [
            [1, 0, 0],
            [0, 1, 0],
            [0, 0, 1],
        ],
        [
            [3, 0, 0],
            [1, 1, 1],
        ],
    ];

    private static readonly int[][][] Worst2 =
    [
        [
            [0, 0],
        ],
        [
            [1, 0],
            [0, 1],
        ],
    ];

    private static readonly int[][][] Worst3 =
    [
        [
            [0, 0, 0],
        ],
        [
            [1, 0, 0],
            [0, 1, 0],
        ],
        [
            [1, 1, 1],
        ],
    ];

    /// <summary>The base score; null where a base metric is missing or has no such value. Other metrics are passed over.</summary>
    /// <param name="metrics">The metrics of the vector by their abbreviations.</param>
    public static double? BaseScore(IReadOnlyDictionary<string, string> metrics)
    {
        // How many steps each metric is from its worst value.
        Span<int> steps = stackalloc int[Metrics.Length];
        for (var index = 0; index < Metrics.Length; index++)
        {
            var (metric, values) = Metrics[index];
            steps[index] = metrics.GetValueOrDefault(metric) is [var value]
                ? values.IndexOf(value, StringComparison.Ordinal)
                : -1;
            if (steps[index] < 0)
            {
                return null;
            }
        }

        ReadOnlySpan<int> exploit = steps[..3];
        ReadOnlySpan<int> effort = steps[3..5];
        ReadOnlySpan<int> impact = steps[5..8];
        ReadOnlySpan<int> others = steps[8..];
        return impact.IndexOfAnyExcept(2) < 0 && others.IndexOfAnyExcept(2) < 0 ? 0 : Score(exploit, effort, impact, others);
    }

    private static double Score(
        ReadOnlySpan<int> exploit,
        ReadOnlySpan<int> effort,
        ReadOnlySpan<int> impact,
        ReadOnlySpan<int> others
    )
    {
        var e1 =
            exploit.IndexOfAnyExcept(0) < 0 ? 0
            : exploit.Contains(0) && exploit[0] != 3 ? 1
            : 2;
        var e2 = effort.IndexOfAnyExcept(0) < 0 ? 0 : 1;
        var e3 =
            impact[0] == 0 && impact[1] == 0 ? 0
            : impact.Contains(0) ? 1
            : 2;
        var e4 = others.Contains(0) ? 0 : 1;
        var own = e3 == 2 ? "21" : $"{e3}0";
        var score = Group(own, e1, e2, e4)!.Value;

        // Each way down that exists counts, the one of exploit maturity too, on which a base vector never advances.
        (double? Lower, double Share)[] ways =
        [
            (Group(own, e1 + 1, e2, e4), Distance(exploit, Worst1[e1]) / (e1 == 0 ? 1.0 : e1 + 3)),
            (Group(own, e1, e2 + 1, e4), Distance(effort, Worst2[e2]) / (e2 + 1.0)),
            (LowerImpact(e3, e1, e2, e4), Distance(impact, Worst3[e3]) / (e3 == 0 ? 7.0 : 6 + (2 * e3))),
            (
                Group(own, e1, e2, e4 + 1),
                Distance(
                    others,
                    [
                        [e4, e4, e4],
                    ]
                ) / (5.0 - e4)
            ),
        ];
        var existing = ways.Where(way => way.Lower is not null).ToList();
        var mean = existing.Sum(way => (score - way.Lower!.Value) * way.Share) / (existing.Count + 1);
        const double tie = 1e-6;
        return Math.Round(Math.Max(0, score - mean) + tie, 1, MidpointRounding.AwayFromZero);
    }

    private static double? LowerImpact(int e3, int e1, int e2, int e4) =>
        e3 switch
        {
            0 => Math.Max(Group("01", e1, e2, e4)!.Value, Group("10", e1, e2, e4)!.Value),
            1 => Group("11", e1, e2, e4),
            _ => null,
        };

    private static double? Group(string impact, int e1, int e2, int e4) =>
        e1 > 2 || e2 > 1 || e4 > 1 ? null : Groups[impact][(e1 * 4) + (e2 * 2) + e4];

    // Steps to the first of the worst vectors of the group that is nowhere below this one.
    private static int Distance(ReadOnlySpan<int> steps, int[][] worst)
    {
        foreach (var candidate in worst)
        {
            var distance = 0;
            var reaches = true;
            for (var index = 0; index < steps.Length; index++)
            {
                reaches &= steps[index] >= candidate[index];
                distance += steps[index] - candidate[index];
            }

            if (reaches)
            {
                return distance;
            }
        }

        return 0;
    }
}
