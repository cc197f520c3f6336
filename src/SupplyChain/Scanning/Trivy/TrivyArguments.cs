using System.Globalization;
using SupplyChain.Scanning.Trivy.Settings;

namespace SupplyChain.Scanning.Trivy;

/// <summary>The command lines of Trivy (trivy.dev, "CLI").</summary>
/// <param name="settings">How Trivy is run.</param>
/// <param name="program">The program.</param>
/// <param name="workspace">Where it runs.</param>
/// <param name="cache">Its cache.</param>
internal sealed class TrivyArguments(TrivySettings settings, TrivyProgram program, TrivyWorkspace workspace, string cache)
{
    /// <summary>Exit code that is asked for where anything was found.</summary>
    public const int Found = 10;

    /// <summary>Exit code that is asked for where the distribution is past its end of life; it comes before the other.</summary>
    public const int EndOfLife = 11;

    private const TrivyFindingKinds OfSboms = TrivyFindingKinds.Vulnerabilities | TrivyFindingKinds.Licenses;

    /// <summary>An image in a registry, by digest.</summary>
    public IReadOnlyList<string> ForRegistry(string reference) =>
        [.. Scan(TrivyCommand.Image), TrivyFlags.ImageSource.Name, "remote", reference];

    /// <summary>An image in a layout.</summary>
    public IReadOnlyList<string> ForLayout(string folder) => [.. Scan(TrivyCommand.Image), TrivyFlags.Input.Name, folder];

    /// <summary>Something that has a path.</summary>
    public IReadOnlyList<string> ForPath(TrivyCommand command, string path) => [.. Scan(command), path];

    /// <summary>The download of a database.</summary>
    public IReadOnlyList<string> ForDownload(TrivyDatabaseKind kind) =>
        Line(
            TrivyCommand.Image,
            [
                .. Always,
                new(kind.Download),
                .. TrivyOption.List(kind.Repository, kind.RepositoriesIn(settings).Select(repository => repository.ToString())),
            ],
            [.. TrivyOption.When(settings.Debug, TrivyFlags.Debug), .. settings.Connections.Options()]
        );

    private List<string> Scan(TrivyCommand command) =>
        Line(command, [.. Always, .. InScans], [.. Scanners(command), .. settings.Options(command)]);

    private IEnumerable<TrivyOption> Always =>
        [
            new(TrivyFlags.Config, workspace.ConfigFile),
            new(TrivyFlags.CacheDirectory, cache),
            .. TrivyOption.When(!settings.Debug, TrivyFlags.Quiet),
            new(TrivyFlags.NoProgress),
            // Either alone does not keep it from calling home.
            new(TrivyFlags.SkipVersionCheck),
            new(TrivyFlags.DisableTelemetry),
            new(
                TrivyFlags.Timeout,
                string.Create(CultureInfo.InvariantCulture, $"{(long)Math.Ceiling(settings.Timeout.TotalSeconds)}s")
            ),
        ];

    private IEnumerable<TrivyOption> InScans =>
        [
            new(
                TrivyFlags.IgnoreFile,
                settings.Filters.IgnoreFile is { } ignore ? Path.GetFullPath(ignore) : workspace.IgnoreFile
            ),
            // Scans at the same time would wait for each other's lock on the cache of layers.
            new(TrivyFlags.CacheBackend, "memory"),
            new(TrivyFlags.Format, "json"),
            new(TrivyFlags.Output, workspace.ReportFile),
            new(TrivyFlags.ListAllPackages),
            new(TrivyFlags.ShowSuppressed),
            new(TrivyFlags.SkipDatabaseUpdate),
            new(TrivyFlags.SkipJavaDatabaseUpdate),
            new(TrivyFlags.SkipVexRepositoryUpdate),
            new(TrivyFlags.SkipCheckUpdate),
            new(TrivyFlags.OfflineScan),
            new(TrivyFlags.SecretConfig, workspace.SecretConfigFile),
            new(TrivyFlags.ExitCode, Found.ToString(CultureInfo.InvariantCulture)),
            new(TrivyFlags.ExitOnEndOfLife, EndOfLife.ToString(CultureInfo.InvariantCulture)),
            .. TrivyOption.List(TrivyFlags.PackageTypes, TrivyWords.Of(settings.Packages.Types)),
        ];

    // An SBOM has no files to look into.
    private IEnumerable<TrivyOption> Scanners(TrivyCommand command)
    {
        var kinds = command == TrivyCommand.Sbom ? settings.Scanners & OfSboms : settings.Scanners;
        return command == TrivyCommand.Configuration ? []
            : kinds != TrivyFindingKinds.None ? TrivyOption.List(TrivyFlags.Scanners, TrivyWords.Of(kinds))
            : throw new ConfigurationException(
                "trivy.settings",
                "Trivy was told to look neither for vulnerabilities nor for licences, and finds nothing else in an SBOM; name one of them in Scanners."
            );
    }

    // What we add is left out where a command or an older version does not have it; what somebody asked for is not.
    private List<string> Line(TrivyCommand command, IEnumerable<TrivyOption> ours, IEnumerable<TrivyOption> asked)
    {
        List<string> line =
        [
            TrivyWords.Of(command),
            .. ours.Where(option => option.Flag.IsKnown(command, program.Number)).SelectMany(option => option.Arguments),
        ];
        foreach (var option in asked)
        {
            if (!option.Flag.Commands.HasFlag(command))
            {
                throw new ConfigurationException(
                    "trivy.flag",
                    $"The settings of Trivy ask for '{option.Flag.Name}', which 'trivy {TrivyWords.Of(command)}' does not have; leave that setting out for this kind of target."
                );
            }

            if (option.Flag.Since is { } since && program.Number < since)
            {
                throw new ConfigurationException(
                    "trivy.flag",
                    $"The settings of Trivy ask for '{option.Flag.Name}', which Trivy has from {since}, and '{program.Tool.Path}' is {program.Version}; install a newer one, or leave that setting out."
                );
            }

            line.AddRange(option.Arguments);
        }

        return line;
    }
}
