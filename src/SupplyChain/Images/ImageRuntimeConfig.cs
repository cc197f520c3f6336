using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupplyChain.Images;

/// <summary>How a container of an image runs (OCI image specification, config.md, "config").</summary>
public sealed record ImageRuntimeConfig
{
    /// <summary>User, and group after a colon, by name or number; root where it is absent or empty.</summary>
    [JsonPropertyName("User")]
    public string? User { get; init; }

    /// <summary>Ports such as <c>8080/tcp</c>, as keys.</summary>
    [JsonPropertyName("ExposedPorts")]
    public SortedDictionary<string, JsonElement>? ExposedPorts { get; init; }

    /// <summary>Environment, as <c>NAME=value</c>.</summary>
    [JsonPropertyName("Env")]
    public IReadOnlyList<string>? Env { get; init; }

    /// <summary>Program and its fixed arguments.</summary>
    [JsonPropertyName("Entrypoint")]
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>Arguments that a caller may replace.</summary>
    [JsonPropertyName("Cmd")]
    public IReadOnlyList<string>? Cmd { get; init; }

    /// <summary>Folder the program starts in.</summary>
    [JsonPropertyName("WorkingDir")]
    public string? WorkingDir { get; init; }

    /// <summary>Labels, sorted by key when written.</summary>
    [JsonPropertyName("Labels")]
    public SortedDictionary<string, string>? Labels { get; init; }

    /// <summary>What this library does not interpret, kept as it is.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Other { get; set; }
}
