using System.Security.Cryptography;
using System.Text.Json;
using SupplyChain.Images;
using SupplyChain.Tools;

namespace SupplyChain.Scanning.Trivy;

/// <summary>Finds out whether there is a Trivy that may be run.</summary>
internal sealed class TrivyProbe(TrivySettings settings, ToolRunner runner)
{
    // Published by attackers in March 2026 (GHSA-69fq-xp46-6x23, CVE-2026-33634): they read the secrets of the pipeline.
    private static readonly Version FirstMalicious = new(0, 69, 4);
    private static readonly Version LastMalicious = new(0, 69, 6);

    // Before this, neither '--show-suppressed' nor version 2 of the report were there as they are read here.
    private static readonly Version Oldest = new(0, 51, 2);

    /// <summary>The installation.</summary>
    /// <exception cref="ConfigurationException">There is none, or it may not be run.</exception>
    /// <exception cref="UndeterminedException">It does not tell its version.</exception>
    public async Task<TrivyInstallation> FindAsync(CancellationToken cancellationToken)
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
        var number = PrintedVersion.Read(version) ?? throw NoVersion(tool);
        if (number >= FirstMalicious && number <= LastMalicious)
        {
            throw new ConfigurationException(
                "trivy.malicious",
                $"'{tool.Path}' says that it is Trivy {version}, which was published by attackers (CVE-2026-33634); remove it, and replace every secret it may have seen."
            );
        }

        if (number < Oldest)
        {
            throw new ConfigurationException(
                "trivy.old",
                $"'{tool.Path}' is Trivy {version}, which is older than {Oldest}; install a newer one, or scan with the builtin engine."
            );
        }

        var cache = Path.GetFullPath(settings.CacheDirectory ?? TrivyDatabase.DefaultCache());
        return new TrivyInstallation(tool, version, digest, cache, await TrivyDatabase.IdentifyAsync(cache, cancellationToken));
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
            Arguments = ["version", "--format", "json", "--config", workspace.ConfigFile],
            WorkingDirectory = workspace.EmptyFolder,
            Timeout = TimeSpan.FromMinutes(1),
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
