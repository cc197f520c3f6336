using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupplyChain.Attestations.Predicates;

/// <summary>How a scanner was called (cosign vulnerability attestation, "invocation").</summary>
public sealed record ScanInvocation
{
    /// <summary>The scanner's parameters, in any form.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>Where the scan was started, such as a workflow's address.</summary>
    public string? Uri { get; init; }

    /// <summary>The event that started it.</summary>
    [JsonPropertyName("event_id")]
    public string? EventId { get; init; }

    /// <summary>The builder that ran it.</summary>
    [JsonPropertyName("builder.id")]
    public string? BuilderId { get; init; }
}
