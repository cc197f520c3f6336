using SupplyChain.Images;

namespace SupplyChain.Gate.Policies;

/// <summary>What an environment demands of the images of some repositories.</summary>
public sealed record ImageRequirement
{
    /// <summary>The repositories it is for.</summary>
    public required RepositoryPattern Match { get; init; }

    /// <summary>Whether the image has to be pinned to the digest that was judged; false unless asked for.</summary>
    public bool DigestRequired { get; init; }

    /// <summary>Who signs the image; null where no signature is demanded.</summary>
    public SignedBy? Signature { get; init; }

    /// <summary>Who signs its provenance; null where none is demanded.</summary>
    public SignedBy? Provenance { get; init; }

    /// <summary>The SBOM it needs; null where none is demanded.</summary>
    public SbomRequirement? Sbom { get; init; }

    /// <summary>The scan it needs; null where none is demanded.</summary>
    public ScanRequirement? Scan { get; init; }
}
