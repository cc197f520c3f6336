using System.Text.Json.Serialization;
using SupplyChain.Images;

namespace SupplyChain.Gate.Evidence;

/// <summary>An attestation whose signature was verified: what it is, about what, by whom, and where it was found.</summary>
public sealed record EvidenceReference
{
    /// <summary>Predicate type of its statement.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    /// <summary>Digest of the bundle.</summary>
    [JsonPropertyName("digest")]
    public required Digest Digest { get; init; }

    /// <summary>Digest of what it is about: an image, a platform's manifest of an index, or a file.</summary>
    [JsonPropertyName("subject")]
    public required Digest Subject { get; init; }

    /// <summary>Names of the signers in the policy, sorted.</summary>
    [JsonPropertyName("signers")]
    public required IReadOnlyList<string> Signers { get; init; }

    /// <summary>How each of them is known to have signed it.</summary>
    [JsonPropertyName("acceptedBy")]
    public IReadOnlyList<AcceptedSigner> AcceptedBy
    {
        get => field ?? [];
        init;
    }

    /// <summary>Where it was found: a registry's repository, a layout or a file.</summary>
    [JsonPropertyName("location")]
    public required string Location { get; init; }

    /// <summary>Digest of the manifest that holds the bundle; null for a file.</summary>
    [JsonPropertyName("manifest")]
    public Digest? Manifest { get; init; }

    /// <summary>The time it states: the end of a scan, the time of a verdict; null where it states none.</summary>
    [JsonPropertyName("time")]
    public DateTimeOffset? Time { get; init; }
}
