using System.Text.Json.Serialization;

namespace SupplyChain.Signing.Keys.Vault;

/// <summary>JSON of <see cref="VaultSignRequest"/>.</summary>
[JsonSerializable(typeof(VaultSignRequest))]
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
internal sealed partial class VaultJson : JsonSerializerContext;
