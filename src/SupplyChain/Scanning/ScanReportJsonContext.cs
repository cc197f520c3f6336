using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SupplyChain.Images;

namespace SupplyChain.Scanning;

/// <summary>Serialisation of a <see cref="ScanReport"/>, strict about what is required.</summary>
[JsonSerializable(typeof(ScanReport))]
internal sealed partial class ScanReportJsonContext : JsonSerializerContext
{
    /// <summary>The context to use.</summary>
    public static ScanReportJsonContext Strict { get; } =
        new(
            new JsonSerializerOptions
            {
                AllowDuplicateProperties = false,
                DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                IndentSize = 2,
                MaxDepth = 16,
                NewLine = "\n",
                RespectNullableAnnotations = true,
                RespectRequiredConstructorParameters = true,
                WriteIndented = true,
                Converters = { new DigestJsonConverter(), new SeverityJsonConverter() },
            }
        );
}
