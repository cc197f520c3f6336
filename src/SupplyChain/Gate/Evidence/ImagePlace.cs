using System.Text.Json.Serialization;

namespace SupplyChain.Gate.Evidence;

/// <summary>A place in the manifests that names an image.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Resource">The resource, such as <c>Deployment shop/api</c>.</param>
/// <param name="Path">The path in the resource, such as <c>spec.containers[0].image</c>.</param>
public sealed record ImagePlace(
    [property: JsonPropertyName("file")] string File,
    [property: JsonPropertyName("line")] int Line,
    [property: JsonPropertyName("column")] int Column,
    [property: JsonPropertyName("resource")] string Resource,
    [property: JsonPropertyName("path")] string Path
);
