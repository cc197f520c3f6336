using System.Text.Json;

namespace SupplyChain.Attestations.Predicates;

/// <summary>The inputs of a build (SLSA provenance v1, "BuildDefinition").</summary>
public sealed record BuildDefinition
{
    /// <summary>URI of the document that says what the parameters mean.</summary>
    public required string BuildType { get; init; }

    /// <summary>What the tenant controlled: a JSON object.</summary>
    public required JsonElement ExternalParameters { get; init; }

    /// <summary>What the platform set: a JSON object, if anything.</summary>
    public JsonElement? InternalParameters { get; init; }

    /// <summary>Artifacts that were fetched: sources, base images, tools.</summary>
    public IReadOnlyList<ResourceDescriptor>? ResolvedDependencies { get; init; }
}
