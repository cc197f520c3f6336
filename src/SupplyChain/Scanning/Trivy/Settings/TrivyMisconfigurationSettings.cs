namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>How Trivy looks for misconfigurations. The checks are those in the program, or in the cache from an earlier update.</summary>
public sealed record TrivyMisconfigurationSettings
{
    /// <summary>Version of Kubernetes that APIs have to be of; for configuration alone. Trivy's own choice unless set.</summary>
    public Version? KubernetesVersion { get; init; }

    /// <summary>Files of variables for Terraform. None unless set.</summary>
    public IReadOnlyList<string> TerraformVariables
    {
        get => field ?? [];
        init;
    }

    /// <summary>Files of values for Helm. None unless set.</summary>
    public IReadOnlyList<string> HelmValues
    {
        get => field ?? [];
        init;
    }

    /// <summary>Values for Helm, as of <c>helm --set</c>; secrets belong in a file. None unless set.</summary>
    public IReadOnlyDictionary<string, string> HelmSet
    {
        get => field ?? Nothing;
        init;
    }

    /// <summary>Texts for Helm, as of <c>helm --set-string</c>. None unless set.</summary>
    public IReadOnlyDictionary<string, string> HelmSetText
    {
        get => field ?? Nothing;
        init;
    }

    /// <summary>Files that hold a value for Helm each, as of <c>helm --set-file</c>. None unless set.</summary>
    public IReadOnlyDictionary<string, string> HelmSetFile
    {
        get => field ?? Nothing;
        init;
    }

    /// <summary>Version of Kubernetes that charts are rendered for; Helm's own unless set.</summary>
    public Version? HelmKubernetesVersion { get; init; }

    /// <summary>Versions of APIs that charts are rendered for, such as <c>policy/v1/PodDisruptionBudget</c>. None unless set.</summary>
    public IReadOnlyList<string> HelmApiVersions
    {
        get => field ?? [];
        init;
    }

    private static IReadOnlyDictionary<string, string> Nothing { get; } = new Dictionary<string, string>();

    /// <summary>The flags that they stand for.</summary>
    internal IEnumerable<TrivyOption> Options() =>
        [
            .. TrivyOption.Text(TrivyFlags.KubernetesVersion, KubernetesVersion?.ToString()),
            .. TrivyOption.List(TrivyFlags.TerraformVariables, TerraformVariables.Select(Path.GetFullPath)),
            .. TrivyOption.List(TrivyFlags.HelmValues, HelmValues.Select(Path.GetFullPath)),
            .. TrivyOption.Pairs(TrivyFlags.HelmSet, HelmSet),
            .. TrivyOption.Pairs(TrivyFlags.HelmSetText, HelmSetText),
            .. TrivyOption.Pairs(
                TrivyFlags.HelmSetFile,
                HelmSetFile.ToDictionary(pair => pair.Key, pair => Path.GetFullPath(pair.Value))
            ),
            .. TrivyOption.Text(TrivyFlags.HelmKubernetesVersion, HelmKubernetesVersion?.ToString()),
            .. TrivyOption.List(TrivyFlags.HelmApiVersions, HelmApiVersions),
        ];

    /// <summary>What of them cannot be used.</summary>
    internal IEnumerable<string> Problems()
    {
        if (
            HelmSet
                .Keys.Concat(HelmSetText.Keys)
                .Concat(HelmSetFile.Keys)
                .Any(key => key.Length == 0 || key.Contains('=', StringComparison.Ordinal))
        )
        {
            yield return "The keys of values for Helm must not be empty or hold '='";
        }

        IEnumerable<IEnumerable<string>> files =
        [
            TrivyFile.Missing("Misconfigurations.TerraformVariables", TerraformVariables),
            TrivyFile.Missing("Misconfigurations.HelmValues", HelmValues),
            TrivyFile.Missing("Misconfigurations.HelmSetFile", HelmSetFile.Values),
        ];
        foreach (var problem in files.SelectMany(problems => problems))
        {
            yield return problem;
        }
    }
}
