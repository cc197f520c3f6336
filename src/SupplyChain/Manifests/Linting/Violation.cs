using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Linting;

/// <summary>A place that breaks a rule, before it becomes a finding.</summary>
/// <param name="Resource">The resource to name.</param>
/// <param name="At">The node to point at; for something missing, what it is missing from.</param>
/// <param name="Message">What is wrong here, as a sentence.</param>
/// <param name="Severity">How bad it is here, where the circumstances make it less bad than the rule says; else null.</param>
internal readonly record struct Violation(Resource Resource, YamlNode At, string Message, Severity? Severity = null)
{
    /// <summary>The changes that mend it, all of them together; empty where a person has to decide.</summary>
    public IReadOnlyList<FieldChange> Fix
    {
        get => field ?? [];
        init;
    }

    /// <summary>The file that mends it, where a resource is missing; null where none does.</summary>
    public NewManifest? NewFile { get; init; }

    /// <summary>Other places that it follows from, in the order of the argument.</summary>
    public IReadOnlyList<RelatedPlace> Related
    {
        get => field ?? [];
        init;
    }
}
