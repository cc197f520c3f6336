namespace SupplyChain.Manifests;

/// <summary>Something that was not judged, which is neither a pass nor a finding.</summary>
/// <param name="Rule">The rule's id; null where it concerns every rule.</param>
/// <param name="File">The file; null where it concerns the whole set.</param>
/// <param name="Line">The line, from 1; null without a file.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record NotEvaluated(string? Rule, string? File, int? Line, string Reason);
