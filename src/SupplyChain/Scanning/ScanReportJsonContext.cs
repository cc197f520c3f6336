using System.Text.Json.Serialization;
using SupplyChain.Images;

namespace SupplyChain.Scanning;

/// <summary>Serialisation of a <see cref="ScanReport"/>, strict about what is required.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ScanReport))]
internal sealed partial class ScanReportJsonContext : JsonSerializerContext
{
    /// <summary>The context to use.</summary>
    public static ScanReportJsonContext Strict { get; } =
        new(
            StrictSerialization.Document(JsonUnmappedMemberHandling.Skip, new DigestJsonConverter(), new SeverityJsonConverter())
        );
}
