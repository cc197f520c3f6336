using System.Text.Json.Serialization;

namespace SupplyChain.Images.Registries.Login;

/// <summary>JSON that token services and credential helpers speak, and Docker's <c>config.json</c>.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(DockerConfig))]
[JsonSerializable(typeof(CredentialHelperAnswer))]
[JsonSerializable(typeof(TokenAnswer))]
internal sealed partial class LoginJson : JsonSerializerContext;
