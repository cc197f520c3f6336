using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupplyChain.Images.Archives;

/// <summary>JSON of what <c>docker save</c> writes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(IReadOnlyList<DockerArchiveImage>))]
internal sealed partial class DockerArchiveJson : JsonSerializerContext
{
    /// <summary>The context that refuses what is not as it should be.</summary>
    public static DockerArchiveJson Plain { get; } =
        new(
            new JsonSerializerOptions
            {
                RespectNullableAnnotations = true,
                RespectRequiredConstructorParameters = true,
                AllowDuplicateProperties = false,
            }
        );
}
