namespace SupplyChain.Attestations.Predicates;

/// <summary>One execution of a build (SLSA provenance v1, "RunDetails").</summary>
public sealed record RunDetails
{
    /// <summary>The platform that ran the build.</summary>
    public required Builder Builder { get; init; }

    /// <summary>Which run it was, and when.</summary>
    public BuildMetadata? Metadata { get; init; }

    /// <summary>Other outputs, such as logs.</summary>
    public IReadOnlyList<ResourceDescriptor>? Byproducts { get; init; }
}
