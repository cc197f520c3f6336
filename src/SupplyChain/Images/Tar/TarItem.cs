namespace SupplyChain.Images.Tar;

/// <summary>One entry of a tar archive.</summary>
/// <param name="Name">Its name as written.</param>
/// <param name="Kind">What it is.</param>
/// <param name="LinkTarget">Where a link points, as written; empty for others.</param>
/// <param name="Size">Bytes of content that follow.</param>
internal readonly record struct TarItem(string Name, TarKind Kind, string LinkTarget, long Size);
