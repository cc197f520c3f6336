using SupplyChain.Gate.Evidence;

namespace SupplyChain.Gate.Verdicts;

/// <summary>The checks of one image, or of the manifests, as they are made; violations meet the waivers here.</summary>
internal sealed class CheckList(WaiverLedger waivers, string? repository)
{
    private readonly List<GateCheck> checks = [];

    public IReadOnlyList<GateCheck> Checks => checks;

    /// <summary>When what passes here stops to.</summary>
    public ExpiryLedger Expiry { get; } = new();

    /// <summary>The worst outcome.</summary>
    public VerdictOutcome Outcome => OutcomeOf(checks);

    public static VerdictOutcome OutcomeOf(IEnumerable<GateCheck> checks) =>
        checks.Max(check => (GateCheckOutcome?)check.Outcome) switch
        {
            GateCheckOutcome.Fail => VerdictOutcome.Deny,
            GateCheckOutcome.Error => VerdictOutcome.Error,
            _ => VerdictOutcome.Pass,
        };

    public void Pass(string rule, string message, params IReadOnlyList<EvidenceReference> evidence) =>
        checks.Add(new GateCheck(rule, GateCheckOutcome.Pass, message) { Evidence = evidence });

    public void Skip(string rule, string message) => checks.Add(new GateCheck(rule, GateCheckOutcome.Skipped, message));

    public void Error(string rule, string message, string remedy) =>
        checks.Add(new GateCheck(rule, GateCheckOutcome.Error, message) { Remedy = remedy });

    public void Fail(string rule, string message, string remedy, params IReadOnlyList<EvidenceReference> evidence) =>
        Fail(new GateCheck(rule, GateCheckOutcome.Fail, message) { Remedy = remedy, Evidence = evidence });

    public void Fail(GateCheck violation, IReadOnlyList<string>? aliases = null) =>
        checks.Add(waivers.Judge(violation, repository, aliases ?? [], Expiry));
}
