using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SupplyChain.Gate.Policies;
using SupplyChain.Images;

namespace SupplyChain.Gate.Verdicts;

/// <summary>Serialisation of a <see cref="Verdict"/>, strict about what is required and what is not known.</summary>
[JsonSerializable(typeof(Verdict))]
internal sealed partial class VerdictJsonContext : JsonSerializerContext
{
    /// <summary>The context to use.</summary>
    public static VerdictJsonContext Strict { get; } =
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
                UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
                WriteIndented = true,
                Converters =
                {
                    new DigestJsonConverter(),
                    new LowerCaseEnumConverter<GateMode>(),
                    new LowerCaseEnumConverter<VerdictOutcome>(),
                    new LowerCaseEnumConverter<GateCheckOutcome>(),
                    new LowerCaseEnumConverter<WaiverState>(),
                    new LowerCaseEnumConverter<Severity>(),
                },
            }
        );
}
