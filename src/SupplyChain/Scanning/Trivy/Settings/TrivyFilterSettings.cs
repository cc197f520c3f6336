namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>
/// What Trivy leaves out of its report. An ignore file, a policy and VEX name what they take out; severities and states of a fix do not, so that
/// a scan that leaves them out is not complete: prefer a policy of the gate.
/// </summary>
public sealed record TrivyFilterSettings
{
    /// <summary>The severities that are reported; all unless set. Trivy has no negligible one.</summary>
    public IReadOnlyList<Severity> Severities
    {
        get => field ?? [];
        init;
    }

    /// <summary>Whether findings without a fix are left out; false unless set.</summary>
    public bool IgnoreUnfixed { get; init; }

    /// <summary>States of a fix that are left out; none unless set.</summary>
    public IReadOnlyList<FindingStatus> IgnoredStatuses
    {
        get => field ?? [];
        init;
    }

    /// <summary>A file in the format of <c>.trivyignore</c>, in YAML where it ends so; what it takes out is listed as excluded. None unless set.</summary>
    public string? IgnoreFile { get; init; }

    /// <summary>A policy in Rego that says of each finding whether it counts; what it takes out is listed as excluded. None unless set.</summary>
    public string? IgnorePolicy { get; init; }

    /// <summary>Where VEX statements are taken from, first to last; what they take out is listed as excluded. Nowhere unless set.</summary>
    public IReadOnlyList<TrivyVex> Vex
    {
        get => field ?? [];
        init;
    }

    /// <summary>The flags that they stand for.</summary>
    internal IEnumerable<TrivyOption> Options() =>
        [
            .. TrivyOption.List(
                TrivyFlags.Severities,
                Severities.Distinct().Select(severity => severity.Word().ToUpperInvariant())
            ),
            .. TrivyOption.When(IgnoreUnfixed, TrivyFlags.IgnoreUnfixed),
            .. TrivyOption.List(TrivyFlags.IgnoredStatuses, IgnoredStatuses.Distinct().Select(FindingStatusJsonConverter.Word)),
            .. TrivyOption.Path(TrivyFlags.IgnorePolicy, IgnorePolicy),
            .. Vex.Select(source => new TrivyOption(TrivyFlags.Vex, TrivyOption.Quote(source.Value))),
        ];

    /// <summary>What of them cannot be used.</summary>
    internal IEnumerable<string> Problems()
    {
        if (Severities.Contains(Severity.Negligible))
        {
            yield return "Filters.Severities names negligible, which Trivy does not have";
        }

        foreach (var problem in TrivyFile.Missing("Filters.IgnoreFile", IgnoreFile))
        {
            yield return problem;
        }

        foreach (var problem in TrivyFile.Missing("Filters.IgnorePolicy", IgnorePolicy))
        {
            yield return problem;
        }

        foreach (var problem in TrivyFile.Missing("Filters.Vex", Vex.Select(source => source.File)))
        {
            yield return problem;
        }
    }
}
