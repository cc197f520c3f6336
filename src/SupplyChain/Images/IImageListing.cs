namespace SupplyChain.Images;

/// <summary>A source that knows what it holds, so that an image can be chosen without a name.</summary>
internal interface IImageListing : IImageSource
{
    /// <summary>The images it holds, without referrers, each with its name where it has one.</summary>
    Task<IReadOnlyList<(string? Name, Descriptor Manifest)>> ListImagesAsync(CancellationToken cancellationToken);
}
