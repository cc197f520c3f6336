using SupplyChain.Images;

namespace SupplyChain.Gate.Releases;

/// <summary>A manifest file as it is handed on: with every image pinned to the digest that was judged.</summary>
/// <param name="Name">Its relative name, with forward slashes.</param>
/// <param name="Content">Its bytes.</param>
public sealed record GatedFile(string Name, ReadOnlyMemory<byte> Content)
{
    /// <summary>Digest of the bytes.</summary>
    public Digest Digest { get; } = Digest.Sha256(Content.Span);
}
