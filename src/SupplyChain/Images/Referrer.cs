namespace SupplyChain.Images;

/// <summary>Something attached to a manifest, and the places that list it.</summary>
/// <param name="Descriptor">What it is, as its own manifest says; artifact type and annotations are claims.</param>
/// <param name="Places">Where it was found.</param>
public sealed record Referrer(Descriptor Descriptor, ReferrerPlaces Places)
{
    /// <summary>Digest of its manifest.</summary>
    public Digest Digest => Descriptor.Digest;
}
