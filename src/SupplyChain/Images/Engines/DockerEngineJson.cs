using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupplyChain.Images.Engines;

/// <summary>JSON of a Docker Engine's answers.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(IReadOnlyList<EngineImage>))]
[JsonSerializable(typeof(EngineVersion))]
[JsonSerializable(typeof(EngineMessage))]
internal sealed partial class DockerEngineJson : JsonSerializerContext
{
    /// <summary>The context that refuses what is not as it should be.</summary>
    public static DockerEngineJson Plain { get; } =
        new(new JsonSerializerOptions { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true });
}
