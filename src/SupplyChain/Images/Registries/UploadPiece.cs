namespace SupplyChain.Images.Registries;

/// <summary>A part of a blob on its way to a registry.</summary>
/// <param name="From">Its first byte in the blob.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Content">Makes what is sent, anew each time.</param>
internal sealed record UploadPiece(long From, long Length, Func<HttpContent> Content)
{
    /// <summary>The byte after it.</summary>
    public long End => From + Length;
}
