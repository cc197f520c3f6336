using System.Text.Json;
using SupplyChain.Scanning.Trivy.Settings;

namespace SupplyChain.Scanning;

/// <summary>Settings of Trivy in a JSON file: the names of <see cref="TrivySettings"/> with a small first letter; secrets are not among them.</summary>
public static class TrivySettingsFile
{
    /// <summary>Most bytes of a file: 1 MiB.</summary>
    public const int MaximumSize = 1024 * 1024;

    /// <summary>Reads settings, and checks them against their ranges and each other.</summary>
    /// <param name="content">UTF-8 text.</param>
    /// <param name="origin">Where it comes from, for messages.</param>
    /// <exception cref="ConfigurationException">It is not JSON, names a setting that there is not, or the settings cannot be used.</exception>
    public static TrivySettings Read(ReadOnlySpan<byte> content, string origin)
    {
        try
        {
            var settings =
                JsonSerializer.Deserialize(content, TrivySettingsJsonContext.Strict.TrivySettings)
                ?? throw new JsonException("there are none");
            settings.Validate();
            return settings;
        }
        catch (JsonException exception)
        {
            // What the reader says itself names types.
            throw new ConfigurationException(
                "trivy.settings",
                $"'{Plain.Text(origin)}' holds no settings of Trivy: at line {(exception.LineNumber ?? 0) + 1}, {Plain.Text(exception.Path ?? "$")}, is no setting, or no value that it can have; correct it as docs/scanning.md lists them.",
                exception
            );
        }
    }
}
