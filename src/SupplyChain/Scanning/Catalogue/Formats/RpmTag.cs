namespace SupplyChain.Scanning.Catalogue.Formats;

/// <summary>The tags of a package header that say what is installed (rpm, docs/manual/tags.md).</summary>
internal enum RpmTag
{
    /// <summary>Name.</summary>
    Name = 1000,

    /// <summary>Version.</summary>
    Version = 1001,

    /// <summary>Release.</summary>
    Release = 1002,

    /// <summary>Epoch.</summary>
    Epoch = 1003,

    /// <summary>Who built it for the distribution.</summary>
    Vendor = 1011,

    /// <summary>Licence.</summary>
    License = 1014,

    /// <summary>Processor.</summary>
    Architecture = 1022,

    /// <summary>File name of the source package.</summary>
    SourcePackage = 1044,

    /// <summary>Names of what it needs.</summary>
    Requires = 1049,

    /// <summary>Names of what it provides.</summary>
    Provides = 1047,

    /// <summary>For each of its files, which of the folders it is in.</summary>
    FolderIndexes = 1116,

    /// <summary>Names of its files.</summary>
    FileNames = 1117,

    /// <summary>Its folders.</summary>
    Folders = 1118,

    /// <summary>Module and stream it belongs to.</summary>
    Module = 5096,
}
