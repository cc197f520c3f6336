namespace SupplyChain.Attestations.Predicates;

/// <summary>The platform that ran a build (SLSA provenance v1, "Builder").</summary>
/// <param name="Id">URI that stands for the platform and the trust in it.</param>
public sealed record Builder(string Id)
{
    /// <summary>Versions of the platform's components by name.</summary>
    public IReadOnlyDictionary<string, string>? Version { get; init; }

    /// <summary>Artifacts that make up the platform.</summary>
    public IReadOnlyList<ResourceDescriptor>? BuilderDependencies { get; init; }
}
