using SupplyChain.Gate.Policies;
using SupplyChain.Images;

namespace SupplyChain.Gate.Deployment;

/// <summary>What is about to be deployed, and what it has to have passed.</summary>
public sealed record DeploymentRequest
{
    /// <summary>The folder that the gate wrote.</summary>
    public required string Folder { get; init; }

    /// <summary>The policy in the environment to deploy to.</summary>
    public required PolicyEnvironment Policy { get; init; }

    /// <summary>
    /// Where the images are, to see that they still are as they were judged; null where they can't be reached, and then only
    /// the verdict itself is checked.
    /// </summary>
    public ImageStores? Stores { get; init; }

    /// <summary>Files and folders with evidence that is not beside the images; none unless given.</summary>
    public IReadOnlyList<string> Attestations { get; init; } = [];

    /// <summary>
    /// The clock; the system's unless given. A time that is fixed for reproducible output has no place here: it would let an old
    /// verdict look new.
    /// </summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
