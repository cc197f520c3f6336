using System.Text.RegularExpressions;
using SupplyChain.Images;

namespace SupplyChain.Gate.Policies;

/// <summary>Reads a mapping whose keys are names that its author chose.</summary>
internal static partial class NamedMembers
{
    internal const string NameGrammar = "^[a-z0-9]([a-z0-9\\-]{0,61}[a-z0-9])?\\z";

    /// <summary>The members; none where the node is no mapping with at least one, which is noted.</summary>
    /// <param name="problems">Where problems are noted.</param>
    /// <param name="node">The mapping.</param>
    /// <param name="expected">What it has to be, for the message.</param>
    public static IReadOnlyDictionary<string, PolicyMember> Of(PolicyProblems problems, PolicyNode node, string expected)
    {
        if (node.Members is not { Count: > 0 } members)
        {
            problems.Add(node.At, $"{node.Path} has to be {expected}, at least one");
            return new Dictionary<string, PolicyMember>();
        }

        foreach (var (name, member) in members.Where(member => !NameExpression().IsMatch(member.Key)))
        {
            problems.Add(
                member.Key,
                $"{Printable.Quote(name)} is not a name; use lower-case letters, digits and '-', at most 63"
            );
        }

        return members;
    }

    [GeneratedRegex(NameGrammar, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex NameExpression();
}
