using SupplyChain.Gate.Releases;
using SupplyChain.Gate.Verdicts;

namespace SupplyChain.Gate.Deployment;

/// <summary>Whether a folder may be deployed, and why.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Checks">Every check, in a fixed order.</param>
/// <param name="ExitCode">How a command ends with this: pass, deny, or undetermined where there was no answer.</param>
/// <param name="Files">
/// The manifests as they were checked, sorted by name: what is to be deployed, whatever happens to the folder meanwhile. Empty
/// unless they may be deployed.
/// </param>
public sealed record DeploymentResult(
    string Environment,
    IReadOnlyList<GateCheck> Checks,
    ExitCode ExitCode,
    IReadOnlyList<GatedFile> Files
)
{
    /// <summary>Whether <see cref="Files"/> may be deployed.</summary>
    public bool IsAllowed => ExitCode == ExitCode.Pass;
}
