namespace SupplyChain.Manifests.Linting.Fixes;

/// <summary>A file that fixes change or add.</summary>
/// <param name="Name">Its name, usually a path.</param>
/// <param name="Before">Its text before; null for a new file.</param>
/// <param name="After">Its text with the fixes.</param>
public sealed record FixedFile(string Name, string? Before, string After);
