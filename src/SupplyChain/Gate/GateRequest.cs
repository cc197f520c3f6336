using SupplyChain.Gate.Policies;
using SupplyChain.Images;
using SupplyChain.Signing;

namespace SupplyChain.Gate;

/// <summary>What to judge, by which policy, and where to put what comes of it.</summary>
public sealed record GateRequest
{
    /// <summary>The policy in the environment of the release.</summary>
    public required PolicyEnvironment Policy { get; init; }

    /// <summary>The rendered manifests: files, folders, or <c>-</c> for <see cref="StandardInput"/>.</summary>
    public required IReadOnlyList<string> Manifests { get; init; }

    /// <summary>What <c>-</c> stands for; null where that is not offered.</summary>
    public Stream? StandardInput { get; init; }

    /// <summary>Where images and their evidence are; the verdicts are written there too.</summary>
    public required ImageStores Stores { get; init; }

    /// <summary>Files and folders with more bundles, such as the signed lint report; none unless given.</summary>
    public IReadOnlyList<string> Attestations { get; init; } = [];

    /// <summary>Signs with the gatekeeper's key; null to publish nothing, and then the release can't be deployed.</summary>
    public IBundleSigner? Signer { get; init; }

    /// <summary>The folder for <c>decision.json</c>, <c>verdict.jsonl</c> and <c>gated/</c>.</summary>
    public required string Output { get; init; }

    /// <summary>The clock at which ages and expiries are judged.</summary>
    public required TimeProvider Time { get; init; }
}
