using System.Text.Json.Serialization;

namespace SupplyChain.Attestations.Predicates;

/// <summary>The verdict that somebody reached about an artifact (SLSA verification summary, slsa.dev/verification_summary/v1).</summary>
public sealed record VerificationSummary
{
    /// <summary>Who judged.</summary>
    public required SummaryVerifier Verifier { get; init; }

    /// <summary>When it was judged. The type has no expiry; the reader decides how old is too old.</summary>
    public DateTimeOffset? TimeVerified { get; init; }

    /// <summary>URI of the artifact as it was judged, such as <c>oci://registry.example/shop/api@sha256:…</c>.</summary>
    public required string ResourceUri { get; init; }

    /// <summary>The policy it was judged by: URI and digest.</summary>
    public required ResourceDescriptor Policy { get; init; }

    /// <summary>Every attestation the verdict rests on, each with its digest; null where they are not listed. Never a part of them.</summary>
    public IReadOnlyList<ResourceDescriptor>? InputAttestations { get; init; }

    /// <summary>The verdict.</summary>
    public required VerificationResult VerificationResult { get; init; }

    /// <summary>What was found to hold; a custom level does not begin with <c>SLSA_</c>. A failed verdict lists <c>FAILED</c>.</summary>
    public required IReadOnlyList<string> VerifiedLevels { get; init; }

    /// <summary>How many dependencies reached each level.</summary>
    public IReadOnlyDictionary<string, long>? DependencyLevels { get; init; }

    /// <summary>Version of the SLSA specification, such as <c>1.2</c>.</summary>
    public string? SlsaVersion { get; init; }

    /// <summary>This project's extension: the document with every reason, by its digest.</summary>
    [JsonPropertyName("urn:supplychain:decision")]
    public ResourceDescriptor? Decision { get; init; }

    /// <summary>This project's extension: from when a passed verdict can't be used, as far as was known when it was reached.</summary>
    [JsonPropertyName("urn:supplychain:expires")]
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The statement that says this of the subjects.</summary>
    public Statement ToStatement(IEnumerable<Subject> subjects) =>
        PredicateJson.ToStatement(PredicateTypes.VerificationSummary, this, PredicateJson.Strict.VerificationSummary, subjects);

    /// <summary>Reads the predicate.</summary>
    /// <exception cref="UndeterminedException">The statement has another type, or its predicate is malformed.</exception>
    public static VerificationSummary Read(Statement statement)
    {
        var summary = PredicateJson.Read(PredicateTypes.VerificationSummary, statement, PredicateJson.Strict.VerificationSummary);
        return summary.InputAttestations?.Any(input => input.Digest is not { Count: > 0 }) == true
            ? throw new UndeterminedException(
                "attestation.predicate",
                "The verification summary lists an input attestation without a digest; have its signer make it again."
            )
            : summary;
    }
}
