using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupplyChain.Images;

/// <summary>Configuration of an image (OCI image specification, config.md; Docker's has the same shape).</summary>
public sealed record ImageConfig
{
    /// <summary>Operating system, in Go's names.</summary>
    [JsonPropertyName("os")]
    public required string OS { get; init; }

    /// <summary>Processor, in Go's names.</summary>
    [JsonPropertyName("architecture")]
    public required string Architecture { get; init; }

    /// <summary>Variant of the processor.</summary>
    [JsonPropertyName("variant")]
    public string? Variant { get; init; }

    /// <summary>When the image was made.</summary>
    [JsonPropertyName("created")]
    public DateTimeOffset? Created { get; init; }

    /// <summary>How a container of the image runs.</summary>
    [JsonPropertyName("config")]
    public ImageRuntimeConfig? Runtime { get; init; }

    /// <summary>The image's file system.</summary>
    [JsonPropertyName("rootfs")]
    public required ImageRootFileSystem RootFileSystem { get; init; }

    /// <summary>How each layer came to be, lowest first, with steps that made none.</summary>
    [JsonPropertyName("history")]
    public IReadOnlyList<ImageHistory>? History { get; init; }

    /// <summary>What this library does not interpret, kept as it is.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Other { get; set; }

    /// <summary>What the image runs on.</summary>
    [JsonIgnore]
    public Platform Platform => new(OS, Architecture, string.IsNullOrEmpty(Variant) ? null : Variant);

    /// <summary>Reads a configuration.</summary>
    /// <exception cref="JsonException">The bytes are not one.</exception>
    internal static ImageConfig Parse(ReadOnlyMemory<byte> content) =>
        JsonSerializer.Deserialize(content.Span, OciJson.Plain.ImageConfig) is { } config
        && config.History?.Contains(null) is not true
        && config.Runtime?.Env?.Contains(null) is not true
        && config.Runtime?.Entrypoint?.Contains(null) is not true
        && config.Runtime?.Cmd?.Contains(null) is not true
            ? config
            : throw new JsonException("a null where there must be none");
}
