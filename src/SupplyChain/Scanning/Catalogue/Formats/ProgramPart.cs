namespace SupplyChain.Scanning.Catalogue.Formats;

/// <summary>A section or segment of a program.</summary>
/// <param name="Name">Its name; empty where it has none.</param>
/// <param name="Address">Where it is in memory.</param>
/// <param name="Offset">Where it is in the file.</param>
/// <param name="Size">Its bytes in the file.</param>
/// <param name="Writable">Whether it is data that the program may change.</param>
internal readonly record struct ProgramPart(string Name, ulong Address, ulong Offset, ulong Size, bool Writable);
