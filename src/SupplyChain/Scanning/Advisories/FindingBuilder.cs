namespace SupplyChain.Scanning.Advisories;

/// <summary>Makes one finding of the matches of one vulnerability.</summary>
internal static class FindingBuilder
{
    /// <summary>The finding, with the highest severity and the fixes of all members.</summary>
    public static Finding Build(IReadOnlyList<Match> group, Package package, Ecosystem ecosystem)
    {
        var ids = group
            .SelectMany(match => match.Ids.Append(match.Advisory.Id))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        var id = ids.Find(text => text.StartsWith("CVE-", StringComparison.Ordinal)) ?? group[0].Id;
        // Whoever says most about it speaks for the group.
        var main = group.MaxBy(match => (match.Advisory.Summary?.Length ?? 0) + (match.Advisory.Details?.Length ?? 0))!.Advisory;
        var fixes = Fixes(group, ecosystem);
        return new Finding
        {
            Id = id,
            Aliases = [.. ids.Where(text => text != id)],
            Severity = group.Max(match => match.Severity),
            Package = AffectedPackage.Of(package),
            FixedVersions = fixes,
            Status = fixes.Count > 0 ? FindingStatus.Fixed : FindingStatus.Affected,
            Title = main.Summary,
            Description = main.Details,
            References = [.. group.SelectMany(match => match.Advisory.References).Distinct(StringComparer.Ordinal)],
            Source = main.Id.Split('-')[0],
            Cvss = [.. group.SelectMany(match => match.Advisory.Ratings).Distinct()],
            PublishedAt = group.Min(match => match.Advisory.Published),
        };
    }

    private static List<string> Fixes(IReadOnlyList<Match> group, Ecosystem ecosystem)
    {
        var fixes = group
            .SelectMany(match => match.Fixes)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        fixes.Sort(ecosystem.Order.Compare);
        return fixes;
    }
}
