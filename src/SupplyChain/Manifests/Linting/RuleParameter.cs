using System.Globalization;

namespace SupplyChain.Manifests.Linting;

/// <summary>A setting of a rule that the lint configuration may change: a number in a range, or a list of texts.</summary>
public sealed class RuleParameter
{
    private RuleParameter(string rule, string name, string description, IReadOnlyList<string> standard)
    {
        Rule = rule;
        Name = name;
        Description = description;
        Default = standard;
    }

    /// <summary>Id of its rule.</summary>
    public string Rule { get; }

    /// <summary>Its name, in lower-case words joined by hyphens.</summary>
    public string Name { get; }

    /// <summary>What it means, as a sentence.</summary>
    public string Description { get; }

    /// <summary>Its value where nothing else is configured; a number is a list of one.</summary>
    public IReadOnlyList<string> Default { get; }

    /// <summary>The least and the greatest number it takes; null for a list of texts.</summary>
    public (long Least, long Greatest)? Range { get; private init; }

    /// <summary>A number.</summary>
    /// <param name="rule">Id of its rule.</param>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it means, as a sentence.</param>
    /// <param name="standard">Its value where nothing else is configured.</param>
    /// <param name="range">The least and the greatest number it takes.</param>
    internal static RuleParameter Number(
        string rule,
        string name,
        string description,
        long standard,
        (long Least, long Greatest) range
    ) => new(rule, name, description, [standard.ToString(CultureInfo.InvariantCulture)]) { Range = range };

    /// <summary>A list of texts.</summary>
    /// <param name="rule">Id of its rule.</param>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it means, as a sentence.</param>
    /// <param name="standard">Its value where nothing else is configured.</param>
    internal static RuleParameter Texts(string rule, string name, string description, params string[] standard) =>
        new(rule, name, description, standard);

    /// <inheritdoc />
    public override string ToString() => $"{Rule}.{Name}";
}
