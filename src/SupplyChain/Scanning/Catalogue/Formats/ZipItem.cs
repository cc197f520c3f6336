namespace SupplyChain.Scanning.Catalogue.Formats;

/// <summary>One entry of a zip archive's directory.</summary>
/// <param name="Name">Its name as written.</param>
/// <param name="Stored">Whether it is stored as it is, and not deflated.</param>
/// <param name="CompressedSize">Its bytes in the archive.</param>
/// <param name="Size">Its bytes when unpacked, as the archive claims.</param>
/// <param name="Header">Where its own header is.</param>
internal readonly record struct ZipItem(string Name, bool Stored, ulong CompressedSize, ulong Size, ulong Header);
