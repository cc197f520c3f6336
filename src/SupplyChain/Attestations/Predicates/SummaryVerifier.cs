namespace SupplyChain.Attestations.Predicates;

/// <summary>Who reached a verdict (SLSA verification summary v1, "verifier").</summary>
/// <param name="Id">URI that stands for the verifier and the trust in it.</param>
public sealed record SummaryVerifier(string Id)
{
    /// <summary>Versions of the verifier's components by name.</summary>
    public IReadOnlyDictionary<string, string>? Version { get; init; }
}
