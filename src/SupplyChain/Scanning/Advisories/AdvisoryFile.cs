namespace SupplyChain.Scanning.Advisories;

/// <summary>One file with an advisory.</summary>
/// <param name="Origin">Its path, with that of its archive before it, for messages.</param>
/// <param name="Content">UTF-8 text.</param>
internal readonly record struct AdvisoryFile(string Origin, ReadOnlyMemory<byte> Content);
