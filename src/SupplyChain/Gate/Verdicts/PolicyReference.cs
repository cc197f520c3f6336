using System.Text.Json.Serialization;
using SupplyChain.Images;

namespace SupplyChain.Gate.Verdicts;

/// <summary>The policy that a verdict is by.</summary>
/// <param name="Uri">The policy's id, <c>#</c> and the environment.</param>
/// <param name="Digest">Digest of the policy's canonical form in that environment.</param>
public sealed record PolicyReference(
    [property: JsonPropertyName("uri")] string Uri,
    [property: JsonPropertyName("digest")] Digest Digest
);
