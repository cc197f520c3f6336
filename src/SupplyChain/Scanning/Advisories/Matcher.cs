namespace SupplyChain.Scanning.Advisories;

/// <summary>Matches the packages of a catalogue with advisories.</summary>
internal static class Matcher
{
    /// <summary>The names under which advisories may speak of the packages.</summary>
    public static IReadOnlySet<(string Ecosystem, string Name)> Wanted(PackageCatalogue catalogue) =>
        catalogue
            .Packages.Select(package => (package, Ecosystem: Ecosystem.Of(package, catalogue.OperatingSystem)))
            .Where(pair => pair.Ecosystem is not null)
            .Select(pair => Ecosystem.KeyOf(pair.Ecosystem!.Name, pair.Ecosystem.NameOf(pair.package)))
            .ToHashSet();

    /// <summary>Matches every package.</summary>
    public static MatchResult Match(PackageCatalogue catalogue, AdvisoryIndex index)
    {
        var findings = new List<Finding>();
        var undecided = new List<Finding>();
        var excluded = new List<ExcludedFinding>();
        var owned = new OwnedPackages(catalogue, index);
        var unmatched = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var package in catalogue.Packages)
        {
            var ecosystem = Ecosystem.Of(package, catalogue.OperatingSystem);
            var reason = owned.ReasonToExclude(package);
            if (reason is null && (ecosystem is null || !index.Covers(ecosystem)))
            {
                var kind = ecosystem?.ToString() ?? $"type {package.Type}";
                unmatched[kind] = unmatched.GetValueOrDefault(kind) + 1;
            }

            // What is said of one registry alone covers no ecosystem, but applies.
            if (ecosystem is null)
            {
                continue;
            }

            var matches = index
                .About(ecosystem.Name, ecosystem.NameOf(package))
                .SelectMany(advisory => MatchesOf(advisory, package, ecosystem));
            foreach (var group in AliasGroups.Of(matches))
            {
                var decided = group.Where(match => match.Decided).ToList();
                var finding = FindingBuilder.Build(decided.Count > 0 ? decided : group, package, ecosystem);
                if (reason is not null)
                {
                    excluded.Add(new ExcludedFinding(finding, reason));
                }
                else
                {
                    (decided.Count > 0 ? findings : undecided).Add(finding);
                }
            }
        }

        return new MatchResult(
            findings,
            undecided,
            excluded,
            [.. unmatched.Select(Unmatched), .. undecided.Select(Undecided), .. Foreign(catalogue)]
        );
    }

    private static IEnumerable<Match> MatchesOf(Advisory advisory, Package package, Ecosystem ecosystem)
    {
        var key = Ecosystem.KeyOf(ecosystem.Name, ecosystem.NameOf(package));
        var version = ecosystem.VersionOf(package);
        var judgement = RangeJudgement.NotAffected;
        var severity = Severity.Unknown;
        var fixes = new List<string>();
        foreach (var affected in advisory.Affected)
        {
            if (Ecosystem.KeyOf(affected.Ecosystem, affected.Name) != key || IsOfOtherStream(affected, version))
            {
                continue;
            }

            var one = AffectedVersionsJudge.Judge(affected, version, ecosystem, fixes);
            judgement = one > judgement ? one : judgement;
            var its = one == RangeJudgement.NotAffected ? Severity.Unknown : OsvSeverity.Of(advisory, affected);
            severity = its > severity ? its : severity;
        }

        // One advisory of a distribution can be about several vulnerabilities; each counts.
        var ids = advisory.Upstream.Count > 0 ? advisory.Upstream : [advisory.Id];
        return judgement == RangeJudgement.NotAffected
            ? []
            : ids.Select(id => new Match(advisory, id, severity, fixes, judgement == RangeJudgement.Affected));
    }

    // Builds of a module have versions of their own, which say nothing about the package outside it.
    private static bool IsOfOtherStream(AffectedVersions affected, string version) =>
        affected.Ranges.Any(range => range.Events.Any(item => item.Version.Contains(".module", StringComparison.Ordinal)))
        && !version.Contains(".module", StringComparison.Ordinal);

    private static Limitation Unmatched(KeyValuePair<string, int> kind) =>
        new(
            "scan.unmatched",
            kind.Key is "type deb" or "type apk" or "type rpm"
                    ? $"{kind.Value} packages of {kind.Key} were not matched, because their distribution is not named, or none that this scanner knows."
                : kind.Key.StartsWith("type ", StringComparison.Ordinal)
                    ? $"{kind.Value} packages of {kind.Key} were not matched, because this scanner knows no advisories for them."
                : $"{kind.Value} packages were not matched, because no advisory is about {kind.Key}.",
            kind.Key
        );

    private static IEnumerable<Limitation> Foreign(PackageCatalogue catalogue) =>
        catalogue
            .Packages.Where(package => PackageOrigin.IsDistributions(package, catalogue.OperatingSystem) == false)
            .Select(package => new Limitation(
                "scan.uncovered",
                "Packages from elsewhere than the distribution are not in its advisories, so that silence about them means nothing.",
                package.Name
            ));

    private static Limitation Undecided(Finding finding) =>
        new(
            "scan.undecided",
            $"{finding.Id} may apply to {finding.Package.Name} {finding.Package.Version}, whose version could not be compared.",
            finding.Package.Purl
        );
}
