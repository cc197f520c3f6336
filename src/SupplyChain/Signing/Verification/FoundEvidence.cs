using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing.Bundles;

namespace SupplyChain.Signing.Verification;

/// <summary>One signature that was found, read as far as it can be. Nothing about it has been verified.</summary>
public sealed record FoundEvidence
{
    /// <summary>The way it is kept.</summary>
    public required EvidencePlace Place { get; init; }

    /// <summary>Where it was found, for messages, such as <c>registry.example/shop/api@sha256:…</c>.</summary>
    public required string Location { get; init; }

    /// <summary>Digest of the manifest that holds it; null where it is detached.</summary>
    public Digest? Manifest { get; init; }

    /// <summary>Digest of the bundle, envelope or payload; null where it was not reached.</summary>
    public Digest? Content { get; init; }

    /// <summary>The bundle. An envelope under cosign's older tag is given as a bundle without a key's hint.</summary>
    public Bundle? Bundle { get; init; }

    /// <summary>The older form of an image's signature.</summary>
    public SimpleSigning? SimpleSigning { get; init; }

    /// <summary>Why it cannot be read, in one sentence; null where it can.</summary>
    public string? Problem { get; init; }

    /// <summary>The predicate type that it says it has; null where it says none. Nobody vouches for it before verification.</summary>
    public string? ClaimedType
    {
        get
        {
            try
            {
                return SimpleSigning is not null
                    ? PredicateTypes.ImageSignature
                    : Bundle?.Envelope?.ReadStatement().PredicateType;
            }
            catch (UndeterminedException)
            {
                return null;
            }
        }
    }
}
