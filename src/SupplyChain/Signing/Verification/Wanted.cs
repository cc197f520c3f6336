using SupplyChain.Images;

namespace SupplyChain.Signing.Verification;

/// <summary>What a signature is wanted for.</summary>
/// <param name="Subject">The artifact it must be about.</param>
/// <param name="PredicateType">The predicate type it must have; null where it was not asked for one.</param>
/// <param name="Annotations">The annotations it must have; others do no harm.</param>
internal sealed record Wanted(Digest Subject, string? PredicateType, IReadOnlyDictionary<string, string> Annotations)
{
    /// <summary>The check that the signed annotations contain the wanted ones.</summary>
    public Check CheckAnnotations(IReadOnlyDictionary<string, string> signed)
    {
        if (Annotations.Count == 0)
        {
            return new Check(CheckIds.Annotations, CheckOutcome.NotApplicable, "No annotations were asked for.");
        }

        var missing = Annotations
            .Where(wanted => !signed.TryGetValue(wanted.Key, out var value) || value != wanted.Value)
            .Select(wanted => Printable.Quote($"{wanted.Key}={wanted.Value}"))
            .Order(StringComparer.Ordinal)
            .ToArray();
        return missing.Length == 0
            ? new Check(CheckIds.Annotations, CheckOutcome.Passed, "It has every annotation that was asked for.")
            : new Check(CheckIds.Annotations, CheckOutcome.Failed, $"It lacks the annotation {string.Join(", ", missing)}.");
    }

    /// <summary>The check of the predicate type.</summary>
    public Check CheckPredicateType(string? actual) =>
        actual is null ? new Check(CheckIds.PredicateType, CheckOutcome.Failed, "It is no statement and has no predicate type.")
        : PredicateType is not { } type
            ? new Check(
                CheckIds.PredicateType,
                CheckOutcome.Skipped,
                $"It is of type {Printable.Quote(actual)}, and none was asked for."
            )
        : Attestations.PredicateTypes.IsKind(actual, type)
            ? new Check(CheckIds.PredicateType, CheckOutcome.Passed, $"It is of type {Printable.Quote(actual)}.")
        : new Check(
            CheckIds.PredicateType,
            CheckOutcome.Failed,
            $"It is of type {Printable.Quote(actual)} and {Printable.Quote(type)} is wanted."
        );

    /// <summary>The check of the subject.</summary>
    public Check CheckSubject(bool isAbout) =>
        isAbout
            ? new Check(CheckIds.Subject, CheckOutcome.Passed, $"It is about {Subject}.")
            : new Check(CheckIds.Subject, CheckOutcome.Failed, $"It is about another artifact than {Subject}.");
}
