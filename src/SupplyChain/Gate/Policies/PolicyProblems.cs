using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Gate.Policies;

/// <summary>Collects everything that is wrong with a policy file, so that its author meets all of it at once.</summary>
internal sealed class PolicyProblems(string origin)
{
    private readonly SortedSet<(int Line, int Column, string Text)> found = [];

    /// <summary>Notes a problem.</summary>
    /// <param name="node">Where it is.</param>
    /// <param name="text">What is wrong and, after a semicolon, what to do.</param>
    public void Add(YamlNode node, string text) => Add(node.Location.Start, text);

    /// <summary>Notes a problem.</summary>
    public void Add(TextPosition place, string text) => _ = found.Add((place.Line, place.Column, text));

    /// <summary>Ends the reading with every problem, one a line.</summary>
    /// <exception cref="ConfigurationException">There are problems.</exception>
    public void ThrowIfAny()
    {
        if (found.Count > 0)
        {
            var lines = found.Select(problem =>
                FormattableString.Invariant($"{origin}:{problem.Line}:{problem.Column}: {problem.Text}.")
            );
            throw new ConfigurationException(
                "policy.invalid",
                string.Join('\n', lines).Replace("?.", "?", StringComparison.Ordinal)
            );
        }
    }
}
