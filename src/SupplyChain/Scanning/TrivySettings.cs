using SupplyChain.Images;
using SupplyChain.Scanning.Trivy.Settings;

namespace SupplyChain.Scanning;

/// <summary>
/// How Trivy is run. What is not here is fixed: nothing is downloaded, nothing is reported home, no file of the working directory
/// counts, and the report is Trivy's JSON with every package and everything that was taken out.
/// </summary>
public sealed record TrivySettings
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);

    /// <summary>Path of the program; looked for in <c>PATH</c> unless set.</summary>
    public string? Program { get; init; }

    /// <summary>Digest that the program must have; not checked unless set.</summary>
    public Digest? ProgramDigest { get; init; }

    /// <summary>Trivy's cache with its database; Trivy's own default unless set.</summary>
    public string? CacheDirectory { get; init; }

    /// <summary>After this time a run is ended; 1 second to 1 day, 30 minutes unless set.</summary>
    public TimeSpan Timeout
    {
        get => field == TimeSpan.Zero ? DefaultTimeout : field;
        init;
    }

    /// <summary>Files that Trivy reads at the same time; 0 for as many as there are processors, its own default of 5 unless set.</summary>
    public int? Parallel { get; init; }

    /// <summary>Whether Trivy says in full what it does; of use where a scan fails. False unless set.</summary>
    public bool Debug { get; init; }

    /// <summary>What to look for; vulnerabilities unless set. An SBOM is looked through for vulnerabilities and licences alone.</summary>
    public TrivyFindingKinds Scanners
    {
        get => field == TrivyFindingKinds.None ? TrivyFindingKinds.Vulnerabilities : field;
        init;
    }

    /// <summary>What directories are taken for; roots of file systems unless set.</summary>
    public TrivyDirectoryKind Directories { get; init; }

    /// <summary>Which packages, and how they are matched.</summary>
    public TrivyPackageSettings Packages
    {
        get => field ?? new();
        init;
    }

    /// <summary>What Trivy leaves out of its report.</summary>
    public TrivyFilterSettings Filters
    {
        get => field ?? new();
        init;
    }

    /// <summary>Which files are read.</summary>
    public TrivyFileSettings Files
    {
        get => field ?? new();
        init;
    }

    /// <summary>What matters for images alone.</summary>
    public TrivyImageSettings Images
    {
        get => field ?? new();
        init;
    }

    /// <summary>How licences are looked for.</summary>
    public TrivyLicenseSettings Licenses
    {
        get => field ?? new();
        init;
    }

    /// <summary>How misconfigurations are looked for.</summary>
    public TrivyMisconfigurationSettings Misconfigurations
    {
        get => field ?? new();
        init;
    }

    /// <summary>How registries and servers are reached.</summary>
    public TrivyConnectionSettings Connections
    {
        get => field ?? new();
        init;
    }

    /// <summary>The server that matches the packages; Trivy matches them itself unless set.</summary>
    public TrivyServerSettings? Server { get; init; }

    /// <summary>Where an update takes the databases from.</summary>
    public TrivyDatabaseSettings Databases
    {
        get => field ?? new();
        init;
    }

    /// <summary>Whether a scan connects to more than the registry that an image is in.</summary>
    public bool UsesNetwork =>
        Server is not null || Packages.SbomSources != TrivySbomSources.None || Filters.Vex.Any(source => source.IsRemote);

    /// <summary>Whether anything is taken from a place that is not Trivy's own.</summary>
    internal bool TrustsElsewhere => Databases.IsForeign || Filters.Vex.Any(source => source.File is null);

    /// <summary>Whether directories and other targets are matched with advisories.</summary>
    /// <param name="command">The command that scans the target.</param>
    internal bool FindsVulnerabilities(TrivyCommand command) =>
        command != TrivyCommand.Configuration && Scanners.HasFlag(TrivyFindingKinds.Vulnerabilities);

    /// <summary>Whether misconfigurations are looked for.</summary>
    internal bool FindsMisconfigurations =>
        Directories == TrivyDirectoryKind.Configuration
        || Scanners.HasFlag(TrivyFindingKinds.Misconfigurations)
        || Images.ConfigurationScanners.HasFlag(TrivyFindingKinds.Misconfigurations);

    /// <summary>Checks the settings against their ranges and each other.</summary>
    /// <exception cref="ConfigurationException">Some cannot be used; the message lists them all.</exception>
    public void Validate()
    {
        var problems = Problems().ToList();
        if (problems.Count > 0)
        {
            throw new ConfigurationException(
                "trivy.settings",
                $"The settings of Trivy cannot be used: {string.Join("; ", problems.Select(Plain.Text))}."
            );
        }
    }

    /// <summary>The flags that the settings stand for.</summary>
    /// <param name="command">The command they are for.</param>
    internal IEnumerable<TrivyOption> Options(TrivyCommand command) =>
        [
            .. TrivyOption.When(Debug, TrivyFlags.Debug),
            .. TrivyOption.Number(TrivyFlags.Parallel, Parallel),
            .. Packages.Options(),
            .. Filters.Options(),
            .. Files.Options(),
            .. command == TrivyCommand.Image ? Images.Options() : [],
            .. Licenses.Options(),
            .. Misconfigurations.Options(),
            .. Connections.Options(),
            .. Server?.Options() ?? [],
        ];

    /// <summary>The variables that the settings stand for: those that hold secrets.</summary>
    internal IReadOnlyDictionary<string, string> Environment() =>
        Connections.Environment().Concat(Server?.Environment() ?? []).ToDictionary(StringComparer.Ordinal);

    private IEnumerable<string> Problems()
    {
        if (Timeout < ShortestTimeout || Timeout > LongestTimeout)
        {
            yield return "Timeout has to be from 1 second to 1 day";
        }

        if (Parallel < 0)
        {
            yield return "Parallel has to be 0 or more";
        }

        if (Filters.Vex.Count > 0 && Packages.Relationships != TrivyPackageRelationships.None)
        {
            yield return "Filters.Vex and Packages.Relationships exclude each other, as they do in Trivy";
        }

        if (Licenses.Options().Any() && !Scanners.HasFlag(TrivyFindingKinds.Licenses))
        {
            yield return "Licenses are set up, and Scanners does not name them";
        }

        if (Misconfigurations.Options().Any() && !FindsMisconfigurations)
        {
            yield return "Misconfigurations are set up, and Scanners does not name them";
        }

        IEnumerable<IEnumerable<string>> parts =
        [
            Packages.Problems(),
            Filters.Problems(),
            Files.Problems(),
            Images.Problems(),
            Licenses.Problems(),
            Misconfigurations.Problems(),
            Connections.Problems(),
            Server?.Problems(Connections.AllowInsecure) ?? [],
        ];
        foreach (var problem in parts.SelectMany(part => part))
        {
            yield return problem;
        }
    }
}
