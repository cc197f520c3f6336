using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupplyChain.Scanning;

/// <summary>Reads and writes a <see cref="FindingStatus"/> as words with underscores; a word it does not know is <c>unknown</c>.</summary>
public sealed class FindingStatusJsonConverter : JsonConverter<FindingStatus>
{
    /// <inheritdoc />
    public override FindingStatus Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Parse(reader.GetString()) : throw new JsonException("expected a status");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, FindingStatus value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Word(value));

    internal static string Word(FindingStatus status) =>
        status switch
        {
            FindingStatus.Affected => "affected",
            FindingStatus.Fixed => "fixed",
            FindingStatus.UnderInvestigation => "under_investigation",
            FindingStatus.WillNotFix => "will_not_fix",
            FindingStatus.FixDeferred => "fix_deferred",
            FindingStatus.EndOfLife => "end_of_life",
            FindingStatus.NotAffected => "not_affected",
            _ => "unknown",
        };

    internal static FindingStatus Parse(string? word) =>
        word switch
        {
            "affected" => FindingStatus.Affected,
            "fixed" => FindingStatus.Fixed,
            "under_investigation" => FindingStatus.UnderInvestigation,
            "will_not_fix" => FindingStatus.WillNotFix,
            "fix_deferred" => FindingStatus.FixDeferred,
            "end_of_life" => FindingStatus.EndOfLife,
            "not_affected" => FindingStatus.NotAffected,
            _ => FindingStatus.Unknown,
        };
}
