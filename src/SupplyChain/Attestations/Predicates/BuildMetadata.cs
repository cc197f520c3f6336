namespace SupplyChain.Attestations.Predicates;

/// <summary>Which run of a build it was (SLSA provenance v1, "BuildMetadata").</summary>
public sealed record BuildMetadata
{
    /// <summary>Identifies the run within its platform, such as the address of its log.</summary>
    public string? InvocationId { get; init; }

    /// <summary>When the build began.</summary>
    public DateTimeOffset? StartedOn { get; init; }

    /// <summary>When the build ended.</summary>
    public DateTimeOffset? FinishedOn { get; init; }
}
