using System.Text.Json.Serialization;

namespace SupplyChain.Images.Registries;

/// <summary>JSON that registries, their token services and credential helpers speak.</summary>
[JsonSerializable(typeof(DockerConfig))]
[JsonSerializable(typeof(CredentialHelperAnswer))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(TagList))]
internal sealed partial class RegistryJson : JsonSerializerContext;
