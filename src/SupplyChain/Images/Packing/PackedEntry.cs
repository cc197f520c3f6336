namespace SupplyChain.Images.Packing;

/// <summary>A file, folder or link that goes into a layer.</summary>
/// <param name="Name">Path below the source folder, with <c>/</c>.</param>
/// <param name="Path">Where it is.</param>
internal sealed record PackedEntry(string Name, string Path)
{
    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder { get; init; }

    /// <summary>Whether it may be executed.</summary>
    public bool IsExecutable { get; init; }

    /// <summary>What it links to, relative to its own folder, if it is a link.</summary>
    public string? Target { get; init; }
}
