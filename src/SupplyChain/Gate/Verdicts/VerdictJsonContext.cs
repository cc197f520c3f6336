using System.Text.Json.Serialization;
using SupplyChain.Gate.Policies;
using SupplyChain.Images;

namespace SupplyChain.Gate.Verdicts;

/// <summary>Serialisation of a <see cref="Verdict"/>, strict about what is required and what is not known.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Verdict))]
internal sealed partial class VerdictJsonContext : JsonSerializerContext
{
    /// <summary>The context to use.</summary>
    public static VerdictJsonContext Strict { get; } =
        new(
            StrictSerialization.Document(
                JsonUnmappedMemberHandling.Disallow,
                new DigestJsonConverter(),
                new LowerCaseEnumConverter<GateMode>(),
                new LowerCaseEnumConverter<VerdictOutcome>(),
                new LowerCaseEnumConverter<GateCheckOutcome>(),
                new LowerCaseEnumConverter<WaiverState>(),
                new LowerCaseEnumConverter<Severity>()
            )
        );
}
