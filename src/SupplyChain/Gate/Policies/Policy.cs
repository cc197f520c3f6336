using SupplyChain.Images;

namespace SupplyChain.Gate.Policies;

/// <summary>What releases have to prove, by environment.</summary>
/// <param name="Id">Identifier, a URI.</param>
/// <param name="Origin">The file it was read from, for messages.</param>
/// <param name="Environments">The environments, sorted by name; never empty.</param>
public sealed record Policy(string Id, string Origin, IReadOnlyList<PolicyEnvironment> Environments)
{
    /// <summary>The environment with this name.</summary>
    /// <exception cref="ConfigurationException">There is none.</exception>
    public PolicyEnvironment For(string environment) =>
        Environments.FirstOrDefault(candidate => candidate.Name == environment)
        ?? throw new ConfigurationException(
            "policy.environment",
            $"{Origin} has no environment {Printable.Quote(environment)}; give one of {string.Join(", ", Environments.Select(known => known.Name))}."
        );
}
