using System.Text.Json.Serialization;

namespace SupplyChain.Scanning;

/// <summary>A program of .NET that runs on shared frameworks, and on which of the installed ones.</summary>
/// <param name="Location">The file that says what it runs on: its <c>runtimeconfig.json</c>, or the single-file program itself.</param>
/// <param name="Runtimes">The frameworks it asks for.</param>
public sealed record DotnetApplication(
    [property: JsonPropertyName("location")] string Location,
    [property: JsonPropertyName("runtimes")] IReadOnlyList<RuntimeUse> Runtimes
);
