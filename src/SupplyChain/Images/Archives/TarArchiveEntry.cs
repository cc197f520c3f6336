namespace SupplyChain.Images.Archives;

/// <summary>A file or link in a tar file.</summary>
/// <param name="Offset">Where its content begins, in bytes of the unpacked tar.</param>
/// <param name="Length">Size of its content in bytes.</param>
/// <param name="LayerType">The media type it has as a layer, by how its content is compressed.</param>
internal sealed record TarArchiveEntry(long Offset, long Length, string LayerType)
{
    /// <summary>Name of the entry it is a link to.</summary>
    public string? Target { get; init; }

    /// <summary>The content, where it was small enough to keep.</summary>
    public ReadOnlyMemory<byte>? Content { get; init; }

    /// <summary>Whether the tar has several entries of this name, so that nobody can say which one is meant.</summary>
    public bool IsAmbiguous { get; init; }
}
