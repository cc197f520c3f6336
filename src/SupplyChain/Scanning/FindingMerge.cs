namespace SupplyChain.Scanning;

/// <summary>Makes one finding of those that are about the same vulnerability in the same package, so that it counts once.</summary>
internal static class FindingMerge
{
    /// <summary>
    /// The findings, those of one id, or of which one's id is an alias of the other, as one: the worst, with what all say. What distributions call
    /// an advisory may be about several CVEs, so that two CVEs are never one, whatever they share.
    /// </summary>
    public static IEnumerable<Finding> Merge(IEnumerable<Finding> findings) =>
        findings.GroupBy(finding => finding.Package).SelectMany(OfPackage);

    private static IEnumerable<Finding> OfPackage(IEnumerable<Finding> findings)
    {
        var groups = new List<List<Finding>>();
        var byId = new Dictionary<string, List<Finding>>(StringComparer.Ordinal);
        // CVEs first, so that each has its group before another id could join two of them.
        foreach (var finding in findings.OrderBy(finding => !IsCve(finding.Id)))
        {
            var group =
                byId.GetValueOrDefault(finding.Id)
                ?? (IsCve(finding.Id) ? null : Only(finding.Aliases.Select(alias => byId.GetValueOrDefault(alias))))
                ?? Only(groups.Where(other => other.Exists(member => !IsCve(finding.Id) && member.Aliases.Contains(finding.Id))));
            if (group is null)
            {
                group = [];
                groups.Add(group);
            }

            group.Add(finding);
            byId.TryAdd(finding.Id, group);
        }

        return groups.Select(One);
    }

    // Of several it could be any, so it stays apart.
    private static List<Finding>? Only(IEnumerable<List<Finding>?> groups) =>
        groups.OfType<List<Finding>>().Distinct().Take(2).ToList() is [var only] ? only : null;

    private static Finding One(List<Finding> group)
    {
        if (group is [var only])
        {
            return only;
        }

        // Who knows a severity is believed before who knows none.
        var worst = group.MaxBy(finding => finding.Severity)!;
        var id = group.Find(finding => IsCve(finding.Id))?.Id ?? worst.Id;
        return worst with
        {
            Id = id,
            Aliases =
            [
                .. group
                    .SelectMany(finding => finding.Aliases.Append(finding.Id))
                    .Where(alias => alias != id)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ],
            FixedVersions = Union(group, finding => finding.FixedVersions),
            Status = group
                .Select(finding => finding.Status)
                .FirstOrDefault(status => status == FindingStatus.Fixed, worst.Status),
            Title = worst.Title ?? First(group, finding => finding.Title),
            Description = worst.Description ?? First(group, finding => finding.Description),
            References = Union(group, finding => finding.References),
            Cvss = Union(group, finding => finding.Cvss),
            Severities =
            [
                .. Union(group, finding => finding.Severities).OrderBy(rating => rating.Source, StringComparer.Ordinal),
            ],
            Epss = worst.Epss ?? First(group, finding => finding.Epss),
            KnownExploited = group.Exists(finding => finding.KnownExploited is true) ? true : worst.KnownExploited,
            Weaknesses = Union(group, finding => finding.Weaknesses),
            PublishedAt = group.Min(finding => finding.PublishedAt),
            ModifiedAt = group.Max(finding => finding.ModifiedAt),
            Details = worst.Details ?? group.Select(finding => finding.Details).FirstOrDefault(details => details is not null),
        };
    }

    private static IReadOnlyList<T> Union<T>(List<Finding> group, Func<Finding, IEnumerable<T>> select) =>
        [.. group.SelectMany(select).Distinct()];

    private static T? First<T>(List<Finding> group, Func<Finding, T?> select)
        where T : class => group.Select(select).FirstOrDefault(value => value is not null);

    private static bool IsCve(string id) => id.StartsWith("CVE-", StringComparison.Ordinal);
}
