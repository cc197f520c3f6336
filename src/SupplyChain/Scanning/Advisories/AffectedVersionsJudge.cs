using SupplyChain.Scanning.Versions;

namespace SupplyChain.Scanning.Advisories;

/// <summary>Whether a version is affected (ossf.github.io/osv-schema, "Evaluation").</summary>
internal static class AffectedVersionsJudge
{
    /// <summary>Judges a version.</summary>
    /// <param name="affected">What the advisory says.</param>
    /// <param name="version">The installed version.</param>
    /// <param name="ecosystem">The ecosystem of both.</param>
    /// <param name="fixes">Gets the versions that fix it, the nearest of each range.</param>
    public static RangeJudgement Judge(AffectedVersions affected, string version, Ecosystem ecosystem, ICollection<string> fixes)
    {
        var fit = ecosystem.Fits(affected.Ecosystem);
        if (fit == EcosystemFit.None)
        {
            return RangeJudgement.NotAffected;
        }

        var judgement = RangeJudgement.NotAffected;
        foreach (var range in fit == EcosystemFit.Full ? affected.Ranges : [])
        {
            var order = range.Semantic ? DottedVersionOrder.SemanticVersion : ecosystem.Order;
            judgement = Worse(judgement, JudgeRange(range, version, order, fixes));
        }

        // Distributions list every version ever built; where a range can be judged it says the same in one line.
        var listCounts = ecosystem.Name is not ("Debian" or "Ubuntu") || affected.Ranges.Count == 0 || fit != EcosystemFit.Full;
        return listCounts && IsListed(affected.Versions, version, ecosystem.Order) ? RangeJudgement.Affected
            : judgement == RangeJudgement.NotAffected && SaysNothing(affected) ? RangeJudgement.Undecided
            : judgement;
    }

    private static bool SaysNothing(AffectedVersions affected) => affected.Ranges.Count == 0 && affected.Versions.Count == 0;

    private static RangeJudgement JudgeRange(VersionRange range, string version, IVersionOrder order, ICollection<string> fixes)
    {
        if (!order.IsVersion(version) || range.Events.Any(item => !IsComparable(item, order)))
        {
            return RangeJudgement.Undecided;
        }

        // Both in one range are against the schema, but occur; the fix is the exact one of the two.
        var hasFix = range.Events.Any(item => item.Kind == RangeEventKind.Fixed);
        var events = range.Events.Where(item => !hasFix || item.Kind != RangeEventKind.LastAffected).ToList();
        var ascending = Comparer<RangeEvent>.Create((left, right) => CompareEvents(left, right, order));
        var last = events.Where(item => HasHappened(item, version, order)).Max(ascending);
        var limits = events.Where(item => item.Kind == RangeEventKind.Limit).ToList();
        if (
            last is not { Kind: RangeEventKind.Introduced }
            || (limits.Count > 0 && limits.TrueForAll(item => CompareToEvent(version, item, order) >= 0))
        )
        {
            return RangeJudgement.NotAffected;
        }

        var later = events.Where(item => item.Kind == RangeEventKind.Fixed && !HasHappened(item, version, order));
        if (later.Min(ascending) is { } fix)
        {
            fixes.Add(fix.Version);
        }

        return RangeJudgement.Affected;
    }

    private static bool HasHappened(RangeEvent item, string version, IVersionOrder order) =>
        item.Kind switch
        {
            RangeEventKind.Introduced or RangeEventKind.Fixed => CompareToEvent(version, item, order) >= 0,
            RangeEventKind.LastAffected => CompareToEvent(version, item, order) > 0,
            _ => false,
        };

    private static int CompareEvents(RangeEvent left, RangeEvent right, IVersionOrder order)
    {
        var versions =
            IsStart(left) || IsStart(right) ? IsStart(right).CompareTo(IsStart(left))
            : IsEnd(left) || IsEnd(right) ? IsEnd(left).CompareTo(IsEnd(right))
            : order.Compare(left.Version, right.Version);
        return versions != 0 ? versions : left.Kind.CompareTo(right.Kind);
    }

    private static int CompareToEvent(string version, RangeEvent item, IVersionOrder order) =>
        IsStart(item) ? 1
        : IsEnd(item) ? -1
        : order.Compare(version, item.Version);

    private static bool IsComparable(RangeEvent item, IVersionOrder order) =>
        IsStart(item) || IsEnd(item) || order.IsVersion(item.Version);

    private static bool IsStart(RangeEvent item) => item is { Kind: RangeEventKind.Introduced, Version: "0" };

    private static bool IsEnd(RangeEvent item) => item is { Kind: RangeEventKind.Limit, Version: "*" };

    private static bool IsListed(IReadOnlyList<string> versions, string version, IVersionOrder order)
    {
        var comparable = order.IsVersion(version);
        return versions.Any(listed =>
            listed == version || (comparable && order.IsVersion(listed) && order.Compare(listed, version) == 0)
        );
    }

    private static RangeJudgement Worse(RangeJudgement left, RangeJudgement right) => left > right ? left : right;
}
