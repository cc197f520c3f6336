namespace SupplyChain.Images.Tar;

/// <summary>The kinds of tar entry that have a meaning in an image.</summary>
internal enum TarKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory.</summary>
    Folder,

    /// <summary>A second name of a file before it.</summary>
    HardLink,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,

    /// <summary>A device, a pipe, a sparse file or something nobody knows: it has a name, but its content is not read.</summary>
    Other,
}
