using SupplyChain.Signing.Certificates;
using SupplyChain.Signing.Verification;

namespace SupplyChain.Gate.Policies;

/// <summary>Reads whom a signer's certificates are issued to.</summary>
internal sealed class IdentityReader(PolicyProblems problems)
{
    private static readonly IReadOnlyDictionary<string, string> Claims = new Dictionary<string, string>
    {
        ["repository"] = ClaimNames.Repository,
        ["ref"] = ClaimNames.WorkflowRef,
        ["workflow"] = ClaimNames.WorkflowName,
        ["trigger"] = ClaimNames.WorkflowTrigger,
        ["runner"] = ClaimNames.RunnerEnvironment,
    };

    // Stands in for what could not be read; the policy is refused anyway.
    private static readonly TextPattern Nobody = TextPattern.Exactly("");

    public CertificateIdentity Read(PolicySection section)
    {
        var identity = section.Require("identity") is { } who ? ReadPattern(section, who) : null;
        var issuer = section.Require("issuer") is { } by ? ReadPattern(section, by) : null;
        return new CertificateIdentity(identity ?? Nobody, issuer ?? Nobody)
        {
            Claims = section.Find("github") is { } github ? ReadClaims(github) : new Dictionary<string, TextPattern>(),
        };
    }

    private Dictionary<string, TextPattern> ReadClaims(PolicyNode node)
    {
        var section = new PolicySection(problems, node, [.. Claims.Keys]);
        if (node.Members is { Count: 0 })
        {
            section.Wrong(node, $"a mapping with at least one of {string.Join(", ", Claims.Keys)}");
        }

        return Claims
            .Where(claim => section.Find(claim.Key) is not null)
            .ToDictionary(claim => claim.Value, claim => ReadPattern(section, section.Find(claim.Key)!) ?? Nobody);
    }

    // Text is the value itself; an expression has to be called one, so that no character of a value gets a meaning by accident.
    private TextPattern? ReadPattern(PolicySection section, PolicyNode node)
    {
        if (node.Members is null)
        {
            return section.TextOf(node) is { } text ? TextPattern.Exactly(text) : null;
        }

        var inner = new PolicySection(problems, node, "regexp");
        if (inner.Require("regexp") is not { } expression || inner.TextOf(expression) is not { } pattern)
        {
            return null;
        }

        try
        {
            return TextPattern.Matching(pattern);
        }
        catch (ConfigurationException error)
        {
            problems.Add(expression.At, error.Message.TrimEnd('.'));
            return null;
        }
    }
}
