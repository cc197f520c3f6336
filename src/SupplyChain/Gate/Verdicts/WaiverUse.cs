using System.Text.Json.Serialization;

namespace SupplyChain.Gate.Verdicts;

/// <summary>A waiver of the policy and what it did for a verdict.</summary>
public sealed record WaiverUse
{
    /// <summary>Days before its last one in which a waiver counts as expiring.</summary>
    public const int ExpiringDays = 14;

    /// <summary>Its id.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>The rule it is for.</summary>
    [JsonPropertyName("rule")]
    public required string Rule { get; init; }

    /// <summary>What it did.</summary>
    [JsonPropertyName("state")]
    public required WaiverState State { get; init; }

    /// <summary>Its last day.</summary>
    [JsonPropertyName("expires")]
    public required DateOnly Expires { get; init; }

    /// <summary>Whether it still holds and its end is at most <see cref="ExpiringDays"/> days away.</summary>
    [JsonPropertyName("expiring")]
    public required bool Expiring { get; init; }

    /// <summary>Who answers for it.</summary>
    [JsonPropertyName("owner")]
    public required string Owner { get; init; }

    /// <summary>Why.</summary>
    [JsonPropertyName("reason")]
    public required string Reason { get; init; }

    /// <summary>Where it is followed up; null where the policy names no place.</summary>
    [JsonPropertyName("ticket")]
    public string? Ticket { get; init; }
}
