using System.Text.Json.Serialization;

namespace SupplyChain.Images.Registries;

/// <summary>JSON that registries speak besides manifests.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(TagList))]
internal sealed partial class RegistryJson : JsonSerializerContext;
