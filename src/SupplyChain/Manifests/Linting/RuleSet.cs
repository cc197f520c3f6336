using System.IO.Enumeration;
using SupplyChain.Images;
using SupplyChain.Manifests.Rules;

namespace SupplyChain.Manifests.Linting;

/// <summary>Rules, sorted by id.</summary>
public sealed class RuleSet
{
    internal RuleSet(IEnumerable<Rule> rules) => Rules = [.. rules.OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    /// <summary>Every rule of this library.</summary>
    public static RuleSet BuiltIn { get; } = new(Catalogue.Rules());

    /// <summary>The rules, sorted by id.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>The rules that a pattern names: an id, or one with <c>*</c> for any characters; aliases count too.</summary>
    /// <exception cref="ConfigurationException">A pattern names no rule.</exception>
    public RuleSet Select(IReadOnlyCollection<string> patterns)
    {
        if (patterns.FirstOrDefault(pattern => !Rules.Any(rule => Names(pattern, rule))) is { } unknown)
        {
            var remedy = Suggestion.Nearest(unknown, Rules.Select(rule => rule.Id)) is { } near
                ? $"did you mean '{near}'?"
                : "'supplychain lint --list-rules' lists them, and '*' stands for any characters.";
            throw new ConfigurationException("lint.rule", $"No rule is named {Printable.Quote(unknown)}; {remedy}");
        }

        return new RuleSet(Rules.Where(rule => patterns.Any(pattern => Names(pattern, rule))));
    }

    /// <summary>The rule with this id or alias; null if there is none.</summary>
    public Rule? Find(string id) =>
        Rules.FirstOrDefault(rule => rule.Id == id)
        ?? Rules.FirstOrDefault(rule => rule.Aliases.Contains(id, StringComparer.OrdinalIgnoreCase));

    private static bool Names(string pattern, Rule rule) =>
        FileSystemName.MatchesSimpleExpression(pattern, rule.Id, ignoreCase: true)
        || rule.Aliases.Any(alias => FileSystemName.MatchesSimpleExpression(pattern, alias, ignoreCase: true));
}
