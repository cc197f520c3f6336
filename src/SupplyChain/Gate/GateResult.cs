using SupplyChain.Gate.Verdicts;

namespace SupplyChain.Gate;

/// <summary>What came of a run of the gate.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Decision">Path of <c>decision.json</c>.</param>
/// <param name="Bundle">Path of the signed verdict about the manifests, passed or failed; null where none was published.</param>
/// <param name="Gated">The folder to deploy; null where nothing may be handed on.</param>
public sealed record GateResult(Verdict Verdict, string Decision, string? Bundle, string? Gated)
{
    /// <summary>How a command ends with this.</summary>
    public ExitCode ExitCode => Verdict.ExitCode;
}
