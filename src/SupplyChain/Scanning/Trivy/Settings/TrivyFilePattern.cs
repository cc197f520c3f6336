namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>Files that one of Trivy's analyzers is to read besides those it knows.</summary>
/// <param name="Analyzer">Name of the analyzer, such as <c>pip</c> or <c>dockerfile</c>.</param>
/// <param name="Expression">Regular expression of the path, in the syntax of Go.</param>
public sealed record TrivyFilePattern(string Analyzer, string Expression);
