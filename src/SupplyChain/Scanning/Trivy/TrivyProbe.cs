using System.Security.Cryptography;
using System.Text.Json;
using SupplyChain.Images;
using SupplyChain.Scanning.Trivy.Settings;
using SupplyChain.Tools;

namespace SupplyChain.Scanning.Trivy;

/// <summary>Finds out whether there is a Trivy that may be run.</summary>
internal sealed class TrivyProbe(TrivySettings settings, ToolRunner runner)
{
    // Published by attackers in March 2026 (GHSA-69fq-xp46-6x23, CVE-2026-33634): they read the secrets of the pipeline.
    private static readonly Version FirstMalicious = new(0, 69, 4);
    private static readonly Version LastMalicious = new(0, 69, 6);

    // The first that reports what was taken out, keeps its cache in memory and takes a list of repositories.
    private static readonly Version Oldest = new(0, 57, 0);

    /// <summary>The installation.</summary>
    /// <param name="needsDatabase">Whether packages are matched here.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ConfigurationException">There is none, or it may not be run.</exception>
    /// <exception cref="UndeterminedException">It does not tell its version.</exception>
    public async Task<TrivyInstallation> FindAsync(bool needsDatabase, CancellationToken cancellationToken)
    {
        var program = await FindProgramAsync(cancellationToken);
        var cache = Path.GetFullPath(settings.CacheDirectory ?? TrivyDatabase.DefaultCache());
        var database =
            needsDatabase && settings.Server is null
                ? await TrivyDatabase.IdentifyAsync(TrivyDatabaseKind.Vulnerabilities, cache, cancellationToken)
                : null;
        return new TrivyInstallation(program, cache, database);
    }

    private async Task<TrivyProgram> FindProgramAsync(CancellationToken cancellationToken)
    {
        var tool = settings.Program is { } path
            ? ExternalTool.At("trivy", path)
            : ExternalTool.Find("trivy")
                ?? throw new ConfigurationException(
                    "trivy.missing",
                    "There is no trivy in the folders of PATH; install it, or scan with the builtin engine."
                );
        var digest = await DigestOfAsync(tool, cancellationToken);
        var version = await VersionOfAsync(tool, cancellationToken);
        var program = new TrivyProgram(tool, version, PrintedVersion.Read(version) ?? throw NoVersion(tool), digest);
        return Refusal(program) is { } refusal ? throw refusal : program;
    }

    private ConfigurationException? Refusal(TrivyProgram program)
    {
        var (path, version, number) = (program.Tool.Path, program.Version, program.Number);
        return number >= FirstMalicious && number <= LastMalicious
                ? new ConfigurationException(
                    "trivy.malicious",
                    $"'{path}' says that it is Trivy {version}, which was published by attackers (CVE-2026-33634); remove it, and replace every secret it may have seen."
                )
            : number < Oldest
                ? new ConfigurationException(
                    "trivy.old",
                    $"'{path}' is Trivy {version}, which is older than {Oldest}; install a newer one, or scan with the builtin engine."
                )
            : program.IsVulnerable && settings.TrustsElsewhere
                ? new ConfigurationException(
                    "trivy.old",
                    $"'{path}' is Trivy {version}, which lets databases and VEX from elsewhere write any file (CVE-2026-55092); install {TrivyProgram.FirstToTrustElsewhere} or newer, or take them from Trivy's own repositories."
                )
            : null;
    }

    // Before the program is run for the first time.
    private async Task<Digest> DigestOfAsync(ExternalTool tool, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(tool.Path);
        var digest = Digest.FromSha256(await SHA256.HashDataAsync(stream, cancellationToken));
        return settings.ProgramDigest is null || settings.ProgramDigest == digest
            ? digest
            : throw new ConfigurationException(
                "trivy.digest",
                $"'{tool.Path}' has the digest {digest} and not {settings.ProgramDigest}, which is required; install the program that was agreed on."
            );
    }

    private async Task<string> VersionOfAsync(ExternalTool tool, CancellationToken cancellationToken)
    {
        using var workspace = new TrivyWorkspace();
        var call = new ToolCall
        {
            Arguments = ["version", "--format", "json", TrivyFlags.Config.Name, workspace.ConfigFile],
            WorkingDirectory = workspace.EmptyFolder,
            Timeout = TimeSpan.FromMinutes(1),
            LeavesNothing = true,
        };
        var result = await runner.RunAsync(tool, call, cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(result.Output);
            return result.ExitCode == 0 && JsonText.Member(document.RootElement, "Version") is { Length: > 0 } version
                ? Plain.Text(version)
                : throw NoVersion(tool);
        }
        catch (JsonException)
        {
            throw NoVersion(tool);
        }
    }

    private static UndeterminedException NoVersion(ExternalTool tool) =>
        new("trivy.version", $"'{tool.Path}' does not tell its version as Trivy does; check what program it is.");
}
