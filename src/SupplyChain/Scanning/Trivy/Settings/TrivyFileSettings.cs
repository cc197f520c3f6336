namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>Which files of an image or directory Trivy reads. A scan that skips some is not complete.</summary>
public sealed record TrivyFileSettings
{
    /// <summary>Directories that are skipped, relative to the root of the target; patterns as of Go's <c>doublestar</c>. None unless set.</summary>
    public IReadOnlyList<string> SkipDirectories
    {
        get => field ?? [];
        init;
    }

    /// <summary>Files that are skipped, in the same form. None unless set.</summary>
    public IReadOnlyList<string> SkipFiles
    {
        get => field ?? [];
        init;
    }

    /// <summary>Files of unusual names that are read as well. None unless set.</summary>
    public IReadOnlyList<TrivyFilePattern> Patterns
    {
        get => field ?? [];
        init;
    }

    /// <summary>The flags that they stand for.</summary>
    internal IEnumerable<TrivyOption> Options() =>
        [
            .. TrivyOption.List(TrivyFlags.SkipDirectories, SkipDirectories),
            .. TrivyOption.List(TrivyFlags.SkipFiles, SkipFiles),
            .. TrivyOption.List(TrivyFlags.FilePatterns, Patterns.Select(pattern => $"{pattern.Analyzer}:{pattern.Expression}")),
        ];

    /// <summary>What of them cannot be used.</summary>
    internal IEnumerable<string> Problems()
    {
        if (SkipDirectories.Concat(SkipFiles).Any(string.IsNullOrWhiteSpace))
        {
            yield return "Files.SkipDirectories and Files.SkipFiles must not hold empty names";
        }

        if (
            Patterns.Any(pattern =>
                string.IsNullOrEmpty(pattern.Expression)
                || string.IsNullOrEmpty(pattern.Analyzer)
                || pattern.Analyzer.Contains(':', StringComparison.Ordinal)
            )
        )
        {
            yield return "Files.Patterns has to hold an analyzer such as pip, and an expression";
        }
    }
}
