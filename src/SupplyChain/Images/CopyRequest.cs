namespace SupplyChain.Images;

/// <summary>What to copy, and where to.</summary>
public sealed record CopyRequest
{
    /// <summary>The image.</summary>
    public required ResolvedImage Image { get; init; }

    /// <summary>Where it goes.</summary>
    public required IImageStore Destination { get; init; }

    /// <summary>Tag, or in a layout full reference, that it gets there; none by default.</summary>
    public string? Name { get; init; }

    /// <summary>The digest that what is copied must have, where the destination names one; any by default.</summary>
    public Digest? Digest { get; init; }

    /// <summary>The platforms to copy of an image for several; all by default.</summary>
    public IReadOnlyList<Platform> Platforms { get; init; } = [];
}
