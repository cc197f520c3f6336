using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SupplyChain.Images;

namespace SupplyChain.Attestations.Predicates;

/// <summary>JSON of the predicates: compact, absent members left out; unknown members are passed over in reading, as in-toto asks.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Provenance))]
[JsonSerializable(typeof(VerificationSummary))]
[JsonSerializable(typeof(VulnerabilityScan))]
[JsonSerializable(typeof(TestResult))]
internal sealed partial class PredicateJson : JsonSerializerContext
{
    /// <summary>The context in use.</summary>
    public static PredicateJson Strict { get; } =
        new(
            new JsonSerializerOptions(
                StrictSerialization.Compact(
                    maximumDepth: 64,
                    new TimestampJsonConverter(),
                    new JsonStringEnumConverter<TestOutcome>(namingPolicy: null, allowIntegerValues: false),
                    new JsonStringEnumConverter<VerificationResult>(namingPolicy: null, allowIntegerValues: false)
                )
            )
            {
                PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            }
        );

    public static Statement ToStatement<T>(
        string predicateType,
        T predicate,
        JsonTypeInfo<T> type,
        IEnumerable<Subject> subjects
    ) => new(subjects, predicateType, JsonSerializer.SerializeToUtf8Bytes(predicate, type));

    public static T Read<T>(string predicateType, Statement statement, JsonTypeInfo<T> type)
        where T : class
    {
        if (statement.PredicateType != predicateType)
        {
            throw new UndeterminedException(
                "attestation.predicate-type",
                $"The statement is of type {Printable.Quote(statement.PredicateType)} and cannot be read as {predicateType}; give one of that type."
            );
        }

        try
        {
            return JsonSerializer.Deserialize(statement.Predicate.Span, type) ?? throw new JsonException("it is null");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            var place = (error as JsonException)?.Path is { Length: > 0 } path ? $" at {Printable.Quote(path)}" : "";
            throw new UndeterminedException(
                "attestation.predicate",
                $"The predicate of type {predicateType} is not as its specification says{place}; have its signer make it again.",
                error
            );
        }
    }
}
