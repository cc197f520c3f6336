using SupplyChain.Scanning.Trivy;

namespace SupplyChain.Scanning;

/// <summary>Takes a scanner.</summary>
/// <param name="engine">Which.</param>
/// <param name="advisories">Advisories for the scanner of this library; null for none.</param>
/// <param name="trivy">How Trivy is run.</param>
/// <param name="time">The clock.</param>
public sealed class ScannerSelection(ScannerEngine engine, string? advisories, TrivySettings trivy, TimeProvider time)
{
    /// <summary>The scanner; its reports say why it was taken.</summary>
    /// <exception cref="ConfigurationException">Trivy was asked for and cannot be used, or it is one that attackers made.</exception>
    /// <exception cref="UndeterminedException">Trivy was asked for and does not tell its version.</exception>
    public async Task<IScanner> SelectAsync(CancellationToken cancellationToken)
    {
        if (engine == ScannerEngine.Builtin)
        {
            return new BuiltinScanner(advisories, time) { Reason = "The builtin engine was asked for." };
        }

        try
        {
            var installation = await new TrivyScanner(trivy, time).ProbeAsync(cancellationToken);
            return new TrivyScanner(trivy, time) { Reason = ReasonFor(installation) };
        }
        catch (SupplyChainException exception) when (engine == ScannerEngine.Auto && !IsAlarming(exception))
        {
            return new BuiltinScanner(advisories, time) { Reason = $"Trivy cannot be used. {exception.Message}" };
        }
    }

    private string ReasonFor(TrivyInstallation installation)
    {
        var version = installation.Program.Version;
        var reason =
            engine == ScannerEngine.Trivy ? "Trivy was asked for."
            : trivy.Server is not null ? $"Trivy {version} is installed and has a server."
            : $"Trivy {version} is installed and has a database.";
        return installation.Program.IsVulnerable
            ? $"{reason} Update it: before {TrivyProgram.FirstToTrustElsewhere} a registry that it downloads from can make it write any file (CVE-2026-55092)."
            : reason;
    }

    // A program that has been tampered with, or is to run in a way that it cannot, is no reason to go on as if it were not there.
    private static bool IsAlarming(SupplyChainException exception) =>
        exception.Code is "trivy.malicious" or "trivy.digest" or "trivy.settings";
}
