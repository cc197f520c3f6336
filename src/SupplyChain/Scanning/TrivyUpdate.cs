using SupplyChain.Scanning.Trivy;
using SupplyChain.Tools;

namespace SupplyChain.Scanning;

/// <summary>
/// Downloads Trivy's databases, so that scans need no network. A database is replaced only by a whole new one: what fails, or is ended early,
/// leaves the old one.
/// </summary>
/// <param name="settings">How Trivy is run.</param>
/// <param name="time">The clock.</param>
public sealed class TrivyUpdate(TrivySettings settings, TimeProvider time)
{
    private readonly ToolRunner runner = new(time);

    /// <summary>Downloads what is not up to date, by what it says of itself.</summary>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The databases that are there now.</returns>
    /// <exception cref="ConfigurationException">There is no Trivy that may be run, the settings cannot be used, or the cache cannot be written.</exception>
    /// <exception cref="UndeterminedException">A download failed.</exception>
    public async Task<IReadOnlyList<AdvisorySource>> RunAsync(CancellationToken cancellationToken)
    {
        settings.Validate();
        if (settings.Server is not null)
        {
            throw new ConfigurationException(
                "trivy.settings",
                "The settings of Trivy name a server, which updates its database itself; leave it out to update the one here."
            );
        }

        var probe = new TrivyProbe(settings, runner);
        var installation = await probe.FindAsync(needsDatabase: false, cancellationToken);
        var sources = new List<AdvisorySource>
        {
            await UpdateAsync(TrivyDatabaseKind.Vulnerabilities, installation, cancellationToken),
        };
        if (!settings.Databases.SkipJava)
        {
            sources.Add(await UpdateAsync(TrivyDatabaseKind.Java, installation, cancellationToken));
        }

        return sources;
    }

    private async Task<AdvisorySource> UpdateAsync(
        TrivyDatabaseKind kind,
        TrivyInstallation installation,
        CancellationToken cancellationToken
    )
    {
        var cache = installation.CacheDirectory;
        if (await FindCurrentAsync(kind, cache, cancellationToken) is { } current)
        {
            return current;
        }

        // Beside the old one, so that it can take its place in one step.
        var staging = Path.Combine(cache, $".update-{Path.GetRandomFileName()}");
        try
        {
            _ = Directory.CreateDirectory(staging);
            using var workspace = new TrivyWorkspace();
            var arguments = new TrivyArguments(settings, installation.Program, workspace, staging).ForDownload(kind);
            var call = workspace.CallOf(arguments, settings);
            var result = await runner.RunAsync(installation.Program.Tool, call, cancellationToken);
            if (result.ExitCode != 0)
            {
                throw new UndeterminedException(
                    "trivy.update",
                    $"Trivy could not download {kind.Name} and ended with code {result.ExitCode}; {TrivyVerdict.Detail(result)}."
                );
            }

            var downloaded = await IdentifyAsync(kind, staging, cancellationToken);
            _ = Directory.CreateDirectory(Path.Combine(cache, kind.Folder));
            foreach (var name in kind.FileNames)
            {
                File.Move(Path.Combine(staging, kind.Folder, name), Path.Combine(cache, kind.Folder, name), overwrite: true);
            }

            return downloaded.Source;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                "trivy.cache",
                $"The cache of Trivy in '{Plain.Text(cache)}' cannot be written; make it writable, or name another.",
                exception
            );
        }
        finally
        {
            if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }
        }
    }

    private async Task<AdvisorySource?> FindCurrentAsync(
        TrivyDatabaseKind kind,
        string cache,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var database = await TrivyDatabase.IdentifyAsync(kind, cache, cancellationToken);
            return database.Source.NextUpdateAt > time.GetUtcNow() ? database.Source : null;
        }
        catch (ConfigurationException)
        {
            return null;
        }
    }

    private static async Task<TrivyDatabase> IdentifyAsync(
        TrivyDatabaseKind kind,
        string staging,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await TrivyDatabase.IdentifyAsync(kind, staging, cancellationToken);
        }
        catch (ConfigurationException exception)
        {
            throw new UndeterminedException(
                "trivy.update",
                $"Trivy ended without error and left no usable {kind.Name}; check the program and the repository, and try again.",
                exception
            );
        }
    }
}
