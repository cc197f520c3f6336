namespace SupplyChain.Images;

/// <summary>One layer of an image.</summary>
/// <param name="Index">Position in the image, 0 for the lowest.</param>
/// <param name="Blob">The layer as it is stored, usually compressed.</param>
/// <param name="DiffId">Digest of the unpacked tar.</param>
/// <param name="CreatedBy">The command that made it, where the image's history says.</param>
public sealed record ImageLayer(int Index, Descriptor Blob, Digest DiffId, string? CreatedBy);
