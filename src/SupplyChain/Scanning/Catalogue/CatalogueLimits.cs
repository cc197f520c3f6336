namespace SupplyChain.Scanning.Catalogue;

/// <summary>What a target may claim at most; beyond, the scan ends as undetermined.</summary>
internal sealed record CatalogueLimits
{
    /// <summary>Entries of all layers together; 8 million unless set.</summary>
    public long Entries { get; init; } = 8_000_000;

    /// <summary>Uncompressed bytes of one layer; 128 GiB unless set.</summary>
    public long LayerBytes { get; init; } = 128L * 1024 * 1024 * 1024;

    /// <summary>Packages; half a million unless set.</summary>
    public int Packages { get; init; } = 500_000;

    /// <summary>Files with packages or limitations; a million unless set.</summary>
    public int Files { get; init; } = 1_000_000;
}
