namespace SupplyChain.Scanning;

/// <summary>The order of findings in reports.</summary>
internal static class FindingOrder
{
    /// <summary>By package, version, location and id.</summary>
    public static IReadOnlyList<Finding> Sort(IEnumerable<Finding> findings) => Sort(findings, finding => finding);

    /// <summary>Excluded findings, in the same order.</summary>
    public static IReadOnlyList<ExcludedFinding> Sort(IEnumerable<ExcludedFinding> excluded) =>
        Sort(excluded, item => item.Finding);

    private static T[] Sort<T>(IEnumerable<T> items, Func<T, Finding> finding) =>
        [
            .. items
                .OrderBy(item => finding(item).Package.Name, StringComparer.Ordinal)
                .ThenBy(item => finding(item).Package.Version, StringComparer.Ordinal)
                .ThenBy(item => finding(item).Package.Location, StringComparer.Ordinal)
                .ThenBy(item => finding(item).Id, StringComparer.Ordinal)
                .ThenBy(item => finding(item).Package.Purl, StringComparer.Ordinal),
        ];
}
