namespace SupplyChain.Attestations.Predicates;

/// <summary>How an artifact was built (SLSA provenance, slsa.dev/provenance/v1).</summary>
public sealed record Provenance
{
    /// <summary>What was asked of the builder.</summary>
    public required BuildDefinition BuildDefinition { get; init; }

    /// <summary>Who built, and when.</summary>
    public required RunDetails RunDetails { get; init; }

    /// <summary>The statement that says this of the subjects.</summary>
    public Statement ToStatement(IEnumerable<Subject> subjects) =>
        PredicateJson.ToStatement(PredicateTypes.Provenance, this, PredicateJson.Strict.Provenance, subjects);

    /// <summary>Reads the predicate.</summary>
    /// <exception cref="UndeterminedException">The statement has another type, or its predicate is malformed.</exception>
    public static Provenance Read(Statement statement) =>
        PredicateJson.Read(PredicateTypes.Provenance, statement, PredicateJson.Strict.Provenance);
}
