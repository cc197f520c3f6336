using System.Text.Json.Serialization;
using SupplyChain.Images;

namespace SupplyChain.Scanning;

/// <summary>A package that is in a lower layer of an image only: nothing can run it, but everybody downloads it.</summary>
/// <param name="Package">The package, as the layer that brought it has it.</param>
/// <param name="RemovedBy">Digest of the layer that took it away.</param>
public sealed record RemovedPackage(
    [property: JsonPropertyName("package")] Package Package,
    [property: JsonPropertyName("removedBy")] Digest? RemovedBy
);
