namespace SupplyChain.Manifests.Linting;

/// <summary>How one of the ten areas came out: numbers of rules.</summary>
/// <param name="Area">The area.</param>
/// <param name="Passed">Rules that judged something and hold.</param>
/// <param name="Failed">Rules that are broken.</param>
/// <param name="Waived">Rules that are broken where that is suppressed, and nowhere else.</param>
/// <param name="Unseen">Rules that met nothing to judge in these manifests.</param>
public sealed record AreaScore(HardeningArea Area, int Passed, int Failed, int Waived, int Unseen)
{
    /// <summary>What no rule can see in manifests, so that nothing is concluded about it.</summary>
    public string CannotBeSeen => Area.CannotBeSeen();

    /// <summary>The word for all of it: <c>fail</c>, <c>waived</c>, <c>pass</c>, or <c>cannot be seen</c> where no rule had anything to judge.</summary>
    public string Word =>
        Failed > 0 ? "fail"
        : Waived > 0 ? "waived"
        : Passed > 0 ? "pass"
        : "cannot be seen";

    /// <summary>The scores of all ten areas, in their order.</summary>
    public static IReadOnlyList<AreaScore> Of(IEnumerable<RuleResult> results)
    {
        var byArea = results.ToLookup(result => result.Area);
        return
        [
            .. Enum.GetValues<HardeningArea>()
                .Select(area => new AreaScore(
                    area,
                    Count(area, RuleOutcome.Pass),
                    Count(area, RuleOutcome.Fail),
                    Count(area, RuleOutcome.Waived),
                    Count(area, RuleOutcome.Unseen)
                )),
        ];

        int Count(HardeningArea area, RuleOutcome outcome) => byArea[area].Count(result => result.Outcome == outcome);
    }
}
