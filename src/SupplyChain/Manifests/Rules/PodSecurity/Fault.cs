using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.PodSecurity;

/// <summary>A place in a pod that a check does not allow.</summary>
/// <param name="At">The node to point at; for something missing, what it is missing from.</param>
/// <param name="Message">What is wrong here, as a sentence.</param>
internal readonly record struct Fault(YamlNode At, string Message)
{
    /// <summary>The changes that mend it; empty where a person has to decide.</summary>
    public IReadOnlyList<FieldChange> Fix
    {
        get => field ?? [];
        init;
    }
}
