using SupplyChain.Gate.Policies;
using SupplyChain.Gate.Verdicts;

namespace SupplyChain.Gate.Deployment;

/// <summary>The checks before a deployment, as they are made.</summary>
/// <remarks>
/// That these are the judged bytes and that the gatekeeper judged them is demanded in every mode; a denial by the gate stops a
/// deployment only where the mode is to enforce.
/// </remarks>
internal sealed class DeploymentChecks(GateMode mode)
{
    private readonly List<GateCheck> checks = [];
    private bool refused;
    private bool undetermined;

    public IReadOnlyList<GateCheck> Checks => checks;

    public ExitCode ExitCode =>
        refused ? ExitCode.Deny
        : undetermined ? ExitCode.Undetermined
        : ExitCode.Pass;

    public void Pass(string id, string message) => checks.Add(new GateCheck(id, GateCheckOutcome.Pass, message));

    public void Skip(string id, string message) => checks.Add(new GateCheck(id, GateCheckOutcome.Skipped, message));

    /// <summary>Adds a violation that stops the deployment in every mode.</summary>
    public void Refuse(string id, string message, string remedy = "Run the gate again and deploy what it writes.")
    {
        refused = true;
        checks.Add(new GateCheck(id, GateCheckOutcome.Fail, message) { Remedy = remedy });
    }

    /// <summary>Adds a check of the gate's own kind, which stops the deployment as it would stop the release.</summary>
    public void Judge(GateCheck check)
    {
        refused |= check.Outcome == GateCheckOutcome.Fail && mode == GateMode.Enforce;
        undetermined |= check.Outcome == GateCheckOutcome.Error;
        checks.Add(check);
    }

    /// <summary>Adds a violation that stops the deployment where the mode is to enforce.</summary>
    public void Deny(string id, string message, string remedy) =>
        Judge(new GateCheck(id, GateCheckOutcome.Fail, message) { Remedy = remedy });
}
