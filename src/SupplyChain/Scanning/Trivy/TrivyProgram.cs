using SupplyChain.Images;
using SupplyChain.Tools;

namespace SupplyChain.Scanning.Trivy;

/// <summary>A Trivy that may be run: its version is known and not one of those that steal secrets.</summary>
/// <param name="Tool">The program.</param>
/// <param name="Version">Its version as it says it.</param>
/// <param name="Number">Its version to compare.</param>
/// <param name="Digest">Digest of the program.</param>
internal sealed record TrivyProgram(ExternalTool Tool, string Version, Version Number, Digest Digest)
{
    /// <summary>Before it, a registry said which files are written (CVE-2026-55092).</summary>
    public static Version FirstToTrustElsewhere { get; } = new(0, 71, 1);

    /// <summary>Whether it writes files where a registry tells it to.</summary>
    public bool IsVulnerable => Number < FirstToTrustElsewhere;
}
