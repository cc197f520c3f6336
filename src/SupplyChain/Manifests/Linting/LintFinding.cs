namespace SupplyChain.Manifests.Linting;

/// <summary>One thing that is wrong in one place.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Message">What is wrong here, as a sentence; never with a secret's value.</param>
/// <param name="Remedy">What to do, as a sentence.</param>
/// <param name="File">The file, as named when it was loaded.</param>
/// <param name="Line">Line of the place, from 1.</param>
/// <param name="Column">Column of the place, from 1.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Path">Path of the place in the resource, such as <c>spec.containers[0].image</c>; empty for the resource itself.</param>
public sealed record LintFinding(
    string Rule,
    Severity Severity,
    string Message,
    string Remedy,
    string File,
    int Line,
    int Column,
    ResourceName Resource,
    string Path
);
