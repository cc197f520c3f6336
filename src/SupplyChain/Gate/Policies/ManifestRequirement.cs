using SupplyChain.Manifests.Linting;

namespace SupplyChain.Gate.Policies;

/// <summary>What an environment demands of the manifests of a release.</summary>
public sealed record ManifestRequirement
{
    /// <summary>The Pod Security Standard that workloads have to meet.</summary>
    public required PodSecurityLevel Level { get; init; }

    /// <summary>Lint findings of this severity and those above it count; <see cref="Severity.High"/> unless given.</summary>
    public Severity Fail { get; init; } = Severity.High;

    /// <summary>Who signs the lint report of these very files; null where none is demanded.</summary>
    public SignedBy? Attested { get; init; }

    /// <summary>Whether an image that can't be recognised as one for certain is a violation; true unless given.</summary>
    public bool FailUnresolvedImages { get; init; } = true;
}
