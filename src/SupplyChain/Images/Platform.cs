using System.Text.Json.Serialization;

namespace SupplyChain.Images;

/// <summary>What an image runs on, in Go's names: <c>linux/amd64</c>, <c>linux/arm64/v8</c>, <c>windows/amd64</c>.</summary>
/// <param name="OS">Operating system, such as <c>linux</c>.</param>
/// <param name="Architecture">Processor, such as <c>amd64</c> or <c>arm64</c>.</param>
/// <param name="Variant">Variant of the processor, such as <c>v8</c>; usually absent.</param>
public sealed record Platform(
    [property: JsonPropertyName("os")] string OS,
    [property: JsonPropertyName("architecture")] string Architecture,
    [property: JsonPropertyName("variant")] string? Variant = null
)
{
    /// <summary><c>linux/amd64</c>.</summary>
    public static Platform LinuxAmd64 { get; } = new("linux", "amd64");

    /// <summary>Reads <c>os/architecture[/variant]</c>.</summary>
    /// <exception cref="ConfigurationException">The text has another shape.</exception>
    public static Platform Parse(string text) =>
        text.Split('/') switch
        {
            [{ Length: > 0 } os, { Length: > 0 } architecture] => new Platform(os, architecture),
            [{ Length: > 0 } os, { Length: > 0 } architecture, { Length: > 0 } variant] => new Platform(
                os,
                architecture,
                variant
            ),
            _ => throw new ConfigurationException(
                "image.platform",
                $"'{text}' is not a platform; expected os/architecture[/variant], such as linux/amd64 or linux/arm64/v8."
            ),
        };

    /// <inheritdoc />
    public override string ToString() => Variant is null ? $"{OS}/{Architecture}" : $"{OS}/{Architecture}/{Variant}";
}
