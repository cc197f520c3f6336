using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupplyChain.Signing.Keys;

/// <summary>JSON of <see cref="SealedKey"/>.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SealedKey))]
internal sealed partial class KeyFileJson : JsonSerializerContext
{
    /// <summary>The context in use.</summary>
    public static KeyFileJson Strict { get; } =
        new(
            new JsonSerializerOptions
            {
                AllowDuplicateProperties = false,
                RespectNullableAnnotations = true,
                RespectRequiredConstructorParameters = true,
                UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            }
        );
}
