using System.Text.Json;
using System.Text.Json.Serialization;
using SupplyChain.Images;

namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>Reading of <see cref="TrivySettings"/>, strict about what is not known.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(TrivySettings))]
internal sealed partial class TrivySettingsJsonContext : JsonSerializerContext
{
    /// <summary>The context to use.</summary>
    public static TrivySettingsJsonContext Strict { get; } = new(Choose());

    private static JsonSerializerOptions Choose()
    {
        var options = StrictSerialization.Document(
            JsonUnmappedMemberHandling.Disallow,
            new DigestJsonConverter(),
            new ImageReferenceJsonConverter(),
            new TrivyWordsJsonConverter<Severity>(),
            new JsonStringEnumConverter<FindingStatus>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
        );
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.AllowTrailingCommas = true;
        options.ReadCommentHandling = JsonCommentHandling.Skip;
        return options;
    }
}
