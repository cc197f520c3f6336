namespace SupplyChain.Scanning;

/// <summary>
/// Until when distributions get security updates without a contract of their own (endoflife.date and the projects' pages, as of
/// November 2026). After that day, advisories say nothing about them.
/// </summary>
internal static class DistributionSupport
{
    private static readonly Dictionary<string, string> LastDays = new(StringComparer.Ordinal)
    {
        ["alpine 3.10"] = "2021-05-01",
        ["alpine 3.11"] = "2021-11-01",
        ["alpine 3.12"] = "2022-05-01",
        ["alpine 3.13"] = "2022-11-01",
        ["alpine 3.14"] = "2023-05-01",
        ["alpine 3.15"] = "2023-11-01",
        ["alpine 3.16"] = "2024-05-23",
        ["alpine 3.17"] = "2024-11-22",
        ["alpine 3.18"] = "2025-05-09",
        ["alpine 3.19"] = "2025-11-01",
        ["alpine 3.20"] = "2026-04-01",
        ["alpine 3.21"] = "2026-11-01",
        ["alpine 3.22"] = "2027-05-01",
        ["alpine 3.23"] = "2027-11-01",
        ["alpine 3.24"] = "2028-06-01",
        ["debian 8"] = "2020-06-30",
        ["debian 9"] = "2022-06-30",
        ["debian 10"] = "2024-06-30",
        ["debian 11"] = "2026-08-31",
        ["debian 12"] = "2028-06-30",
        ["debian 13"] = "2030-06-30",
        ["ubuntu 14.04"] = "2019-04-30",
        ["ubuntu 16.04"] = "2021-04-30",
        ["ubuntu 18.04"] = "2023-05-31",
        ["ubuntu 20.04"] = "2025-05-31",
        ["ubuntu 22.04"] = "2027-04-30",
        ["ubuntu 23.10"] = "2024-07-11",
        ["ubuntu 24.04"] = "2029-04-30",
        ["ubuntu 24.10"] = "2025-07-10",
        ["ubuntu 25.04"] = "2026-01-15",
        ["ubuntu 25.10"] = "2026-07-31",
        ["ubuntu 26.04"] = "2031-04-30",
        ["ubuntu 26.10"] = "2027-07-15",
        ["almalinux 8"] = "2029-03-01",
        ["almalinux 9"] = "2032-05-31",
        ["almalinux 10"] = "2035-05-31",
        ["rocky 8"] = "2029-05-31",
        ["rocky 9"] = "2032-05-31",
        ["rocky 10"] = "2035-05-31",
        ["centos 6"] = "2020-11-30",
        ["centos 7"] = "2024-06-30",
        ["centos 8"] = "2021-12-31",
        ["centos 9"] = "2027-05-31",
        ["centos 10"] = "2030-01-01",
        ["rhel 6"] = "2020-11-30",
        ["rhel 7"] = "2024-06-30",
        ["rhel 8"] = "2029-05-31",
        ["rhel 9"] = "2032-05-31",
        ["rhel 10"] = "2035-05-31",
        ["amzn 2018"] = "2023-12-31",
        ["amzn 2"] = "2026-06-30",
        ["amzn 2023"] = "2029-06-30",
        ["opensuse-leap 15.4"] = "2023-12-07",
        ["opensuse-leap 15.5"] = "2024-12-31",
        ["opensuse-leap 15.6"] = "2026-04-30",
        ["opensuse-leap 16.0"] = "2027-10-31",
        ["sles 12.5"] = "2024-10-31",
        ["sles 15.3"] = "2022-12-31",
        ["sles 15.4"] = "2023-12-31",
        ["sles 15.5"] = "2024-12-31",
        ["sles 15.6"] = "2025-12-31",
        ["sles 15.7"] = "2031-07-31",
    };

    /// <summary>
    /// Whether the distribution no longer gets security updates on a day; null where its end is not known. What is not listed has ended
    /// where a later release has.
    /// </summary>
    /// <param name="distribution">The distribution.</param>
    /// <param name="now">The day of the scan.</param>
    public static bool? HasEnded(Distribution distribution, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var release = ReleaseOf(distribution);
        return LastDays.GetValueOrDefault($"{distribution.Id} {release}") is { } last ? today > Day(last)
            : Number(release) is { } number
            && LastDays.Any(other =>
                IsOf(other.Key, distribution)
                && Number(other.Key[(distribution.Id.Length + 1)..]) > number
                && today > Day(other.Value)
            )
                ? true
            : null;
    }

    private static string ReleaseOf(Distribution distribution)
    {
        var parts = distribution.Version.Split('.');
        return distribution.Id is "alpine" or "ubuntu" or "opensuse-leap" or "sles" ? string.Join('.', parts.Take(2)) : parts[0];
    }

    private static Version? Number(string release) =>
        Version.TryParse(release.Contains('.', StringComparison.Ordinal) ? release : $"{release}.0", out var number)
            ? number
            : null;

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", null);

    /// <summary>What a scan of a distribution that has ended cannot cover; nothing for others.</summary>
    public static IEnumerable<Limitation> Limitations(Distribution? distribution) =>
        distribution is { EndOfLife: true }
            ? [Limit(distribution, "gets no advisories any more, so newer vulnerabilities of its packages are not known.")]
            : [];

    /// <summary>That nothing is known of this release of a distribution whose other releases are known; nothing for others.</summary>
    public static IEnumerable<Limitation> Unknown(Distribution? distribution) =>
        distribution is { EndOfLife: null } && LastDays.Keys.Any(known => IsOf(known, distribution))
            ?
            [
                Limit(
                    distribution,
                    "may get no advisories any more: this version of the scanner does not know until when it is supported."
                ),
            ]
            : [];

    private static Limitation Limit(Distribution distribution, string what) =>
        new("scan.end-of-life", $"{distribution.Id} {distribution.Version} {what}", $"{distribution.Id} {distribution.Version}");

    private static bool IsOf(string release, Distribution distribution) =>
        release.StartsWith($"{distribution.Id} ", StringComparison.Ordinal);
}
