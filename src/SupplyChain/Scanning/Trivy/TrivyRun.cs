namespace SupplyChain.Scanning.Trivy;

/// <summary>A run of Trivy on one target.</summary>
/// <param name="Arguments">The whole command line.</param>
/// <param name="Subject">What the report has to be about.</param>
internal sealed record TrivyRun(IReadOnlyList<string> Arguments, TrivySubject Subject);
