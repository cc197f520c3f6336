namespace SupplyChain.Manifests.Linting.Suppressions;

/// <summary>What a team has decided about linting: suppressions, rules that nobody may suppress, and parameters of rules.</summary>
public sealed class LintConfiguration
{
    private readonly HashSet<string> locked;

    internal LintConfiguration(
        IEnumerable<string> locked,
        IReadOnlyList<Suppression> suppressions,
        IReadOnlyDictionary<RuleParameter, IReadOnlyList<string>> parameters
    )
    {
        this.locked = locked.ToHashSet(StringComparer.Ordinal);
        Suppressions = suppressions;
        Parameters = parameters;
    }

    /// <summary>Nothing is decided.</summary>
    public static LintConfiguration Empty { get; } = new([], [], new Dictionary<RuleParameter, IReadOnlyList<string>>());

    /// <summary>The suppressions, in the order of the file.</summary>
    public IReadOnlyList<Suppression> Suppressions { get; }

    /// <summary>Values of rules' parameters.</summary>
    public IReadOnlyDictionary<RuleParameter, IReadOnlyList<string>> Parameters { get; }

    /// <summary>Whether nothing may suppress a rule.</summary>
    /// <param name="rule">Its id.</param>
    public bool Locks(string rule) => locked.Contains(rule);

    /// <summary>Reads a configuration file.</summary>
    /// <exception cref="ConfigurationException">It cannot be read or is wrong; the message names file, line and column of the first mistake.</exception>
    public static LintConfiguration Load(string path) => new LintConfigurationReader(path).Read(ManifestPaths.FromFile(path));
}
