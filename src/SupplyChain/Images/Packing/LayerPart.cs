namespace SupplyChain.Images.Packing;

/// <summary>The layers that a folder is packed into, the one that changes least lowest.</summary>
internal enum LayerPart
{
    /// <summary>.NET itself, in an application that brings it.</summary>
    Framework,

    /// <summary>What comes from packages.</summary>
    Packages,

    /// <summary>Everything else.</summary>
    Application,
}
