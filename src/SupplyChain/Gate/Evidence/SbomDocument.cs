using System.Text.Json;
using SupplyChain.Attestations;
using SupplyChain.Images;

namespace SupplyChain.Gate.Evidence;

/// <summary>Whether the predicate of an SBOM statement is one of that format at all.</summary>
internal static class SbomDocument
{
    /// <summary>Demands the member by which a format is known.</summary>
    /// <exception cref="UndeterminedException">The predicate does not have it.</exception>
    public static void Require(Statement statement, string member, string beginning)
    {
        using var document = JsonDocument.Parse(statement.Predicate);
        var found =
            document.RootElement.TryGetProperty(member, out var value)
            && value.ValueKind == JsonValueKind.String
            && value.GetString()!.StartsWith(beginning, StringComparison.Ordinal);
        if (!found)
        {
            throw new UndeterminedException(
                "gate.sbom",
                $"The SBOM attested as {Printable.Quote(statement.PredicateType)} has no {member} {beginning}; have its signer make it again."
            );
        }
    }
}
