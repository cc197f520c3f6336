using SupplyChain.Scanning.Trivy.Settings;

namespace SupplyChain.Scanning.Trivy;

/// <summary>What Trivy was told not to report and does not list as taken out, so that its silence about it means nothing.</summary>
internal static class TrivyNarrowing
{
    private const string Code = "scan.narrowed";
    private const int AllSeverities = 5;

    private const TrivyPackageRelationships AllRelationships =
        TrivyPackageRelationships.Unknown
        | TrivyPackageRelationships.Root
        | TrivyPackageRelationships.Workspace
        | TrivyPackageRelationships.Direct
        | TrivyPackageRelationships.Indirect;

    /// <summary>The limitations that follow from settings.</summary>
    /// <param name="settings">How Trivy was run.</param>
    /// <param name="command">What was run.</param>
    public static IEnumerable<Limitation> Of(TrivySettings settings, TrivyCommand command)
    {
        if (!settings.FindsVulnerabilities(command))
        {
            yield return new Limitation(Code, "Trivy was told not to look for vulnerabilities.");
            yield break;
        }

        if (settings.Filters.Severities.Distinct().Count() is > 0 and < AllSeverities)
        {
            yield return new Limitation(
                Code,
                $"Trivy was told to report no severities but {string.Join(", ", settings.Filters.Severities.Distinct().Order().Select(severity => severity.Word()))}."
            );
        }

        if (settings.Filters.IgnoreUnfixed)
        {
            yield return new Limitation(Code, "Trivy was told to leave out findings without a fix.");
        }

        if (settings.Filters.IgnoredStatuses.Count > 0)
        {
            yield return new Limitation(
                Code,
                $"Trivy was told to leave out findings that are {string.Join(", ", settings.Filters.IgnoredStatuses.Distinct().Order().Select(FindingStatusJsonConverter.Word))}."
            );
        }

        if (settings.Packages.Types != TrivyPackageTypes.All)
        {
            yield return new Limitation(
                Code,
                $"Trivy was told to look at packages of one kind only: {string.Join(", ", TrivyWords.Of(settings.Packages.Types))}."
            );
        }

        if (settings.Packages.Relationships is not (TrivyPackageRelationships.None or AllRelationships))
        {
            yield return new Limitation(
                Code,
                $"Trivy was told to look at some packages only: {string.Join(", ", TrivyWords.Of(settings.Packages.Relationships))}."
            );
        }

        foreach (var path in settings.Files.SkipDirectories.Concat(settings.Files.SkipFiles).Select(Plain.Text))
        {
            yield return new Limitation(Code, $"Trivy was told to skip '{path}'.", path);
        }
    }
}
