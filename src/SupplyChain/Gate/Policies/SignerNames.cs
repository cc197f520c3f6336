using SupplyChain.Images;

namespace SupplyChain.Gate.Policies;

/// <summary>Reads who has to sign, and refuses names that the policy does not give a key.</summary>
/// <param name="problems">Where problems are noted.</param>
/// <param name="declared">The names that the policy gives a key, those included whose key could not be read.</param>
internal sealed class SignerNames(PolicyProblems problems, IReadOnlyCollection<string> declared)
{
    /// <summary>A section that has nothing but <c>by</c>.</summary>
    public SignedBy ReadOnlyBy(PolicyNode node) => ReadBy(new PolicySection(problems, node, "by"));

    /// <summary>The <c>by</c> of a section.</summary>
    public SignedBy ReadBy(PolicySection section)
    {
        _ = section.Require("by");
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var item in section.List("by"))
        {
            if (section.TextOf(item) is { } name && IsSigner(item, name) && !names.Add(name))
            {
                problems.Add(item.At, $"{item.Path} names '{name}' a second time; remove it");
            }
        }

        return new SignedBy([.. names]);
    }

    private bool IsSigner(PolicyNode item, string name)
    {
        if (name != Signer.GatekeeperName && declared.Contains(name))
        {
            return true;
        }

        problems.Add(
            item.At,
            name == Signer.GatekeeperName
                ? $"{item.Path} names the gatekeeper, who signs verdicts and no evidence; name another signer"
                : $"{item.Path} names {Printable.Quote(name)}, which is no signer; {Suggestion.For(name, declared.Where(each => each != Signer.GatekeeperName))}"
        );
        return false;
    }
}
