namespace SupplyChain.Attestations.Predicates;

/// <summary>The outcome of a check of the subjects, such as a lint of manifests (in-toto test-result v0.1).</summary>
public sealed record TestResult
{
    /// <summary>The outcome.</summary>
    public required TestOutcome Result { get; init; }

    /// <summary>What the check was configured with, such as its rules; empty when nothing was.</summary>
    public required IReadOnlyList<ResourceDescriptor> Configuration { get; init; }

    /// <summary>Where to read more.</summary>
    public string? Url { get; init; }

    /// <summary>Names of the tests that passed.</summary>
    public IReadOnlyList<string>? PassedTests { get; init; }

    /// <summary>Names of the tests that warned.</summary>
    public IReadOnlyList<string>? WarnedTests { get; init; }

    /// <summary>Names of the tests that failed.</summary>
    public IReadOnlyList<string>? FailedTests { get; init; }

    /// <summary>The statement that says this of the subjects.</summary>
    public Statement ToStatement(IEnumerable<Subject> subjects) =>
        PredicateJson.ToStatement(PredicateTypes.TestResult, this, PredicateJson.Strict.TestResult, subjects);

    /// <summary>Reads the predicate.</summary>
    /// <exception cref="UndeterminedException">The statement has another type, or its predicate is malformed.</exception>
    public static TestResult Read(Statement statement) =>
        PredicateJson.Read(PredicateTypes.TestResult, statement, PredicateJson.Strict.TestResult);
}
