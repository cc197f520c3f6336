namespace SupplyChain.Manifests.Linting;

/// <summary>A place that a finding follows from.</summary>
/// <param name="File">The file, as named when it was loaded.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Resource">The resource it stands in.</param>
/// <param name="Message">What it has to do with the finding, as a sentence.</param>
public sealed record LintPlace(string File, int Line, int Column, ResourceName Resource, string Message);
