namespace Cake.Frosting.SupplyChain;

/// <summary>The umbrella: everything up to the verdict. Deployment is asked for by name.</summary>
[TaskName("Supply-Chain")]
[TaskDescription("Everything up to the verdict: pack, SBOM, scan, lint, sign, attest, verify, gate.")]
[IsDependentOn(typeof(GateTask))]
public sealed class SupplyChainTask : FrostingTask<ISupplyChainContext>;
