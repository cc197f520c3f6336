namespace SupplyChain.Scanning;

/// <summary>The order of findings in reports.</summary>
internal static class FindingOrder
{
    /// <summary>By package, version, location and id.</summary>
    public static IReadOnlyList<Finding> Sort(IEnumerable<Finding> findings) =>
        [
            .. findings
                .OrderBy(finding => finding.Package.Name, StringComparer.Ordinal)
                .ThenBy(finding => finding.Package.Version, StringComparer.Ordinal)
                .ThenBy(finding => finding.Package.Location, StringComparer.Ordinal)
                .ThenBy(finding => finding.Id, StringComparer.Ordinal)
                .ThenBy(finding => finding.Package.Purl, StringComparer.Ordinal),
        ];
}
