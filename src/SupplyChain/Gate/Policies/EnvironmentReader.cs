using SupplyChain.Images;
using SupplyChain.Manifests.Linting;

namespace SupplyChain.Gate.Policies;

/// <summary>Reads what an environment demands, after what it extends was merged in.</summary>
/// <param name="problems">Where problems are noted.</param>
/// <param name="common">What is the same for all environments.</param>
/// <param name="signers">The names that may be asked to sign.</param>
internal sealed class EnvironmentReader(PolicyProblems problems, PolicyEnvironment common, SignerNames signers)
{
    /// <summary>An environment over those it extends, directly or not.</summary>
    public static PolicyNode Merge(PolicyProblems problems, IReadOnlyDictionary<string, PolicyMember> environments, string name)
    {
        var chain = new Stack<PolicyNode>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { name };
        for (var node = environments[name].Value; ; )
        {
            chain.Push(node);
            if (node.Members?.TryGetValue("extends", out var extends) != true || extends!.Value.At.AsString is not { } parent)
            {
                break;
            }

            if (!environments.TryGetValue(parent, out var next))
            {
                problems.Add(
                    extends.Value.At,
                    $"{node.Path} extends {Printable.Quote(parent)}, which is no environment; {Suggestion.For(parent, environments.Keys)}"
                );
                break;
            }

            if (!seen.Add(parent))
            {
                problems.Add(extends.Value.At, $"{node.Path} extends itself by way of '{parent}'; remove one 'extends'");
                break;
            }

            node = next.Value;
        }

        return chain.Aggregate((parent, child) => parent.With(child));
    }

    public PolicyEnvironment Read(string name, PolicyNode node)
    {
        var section = new PolicySection(problems, node, "extends", "mode", "validFor", "images", "manifests");
        if (section.Find("extends") is { } extends)
        {
            _ = section.TextOf(extends);
        }

        _ = section.Require("mode");
        _ = section.Require("validFor");
        _ = section.Require("images");
        return common with
        {
            Name = name,
            Mode = section.Word("mode", PolicyWords.Modes) ?? GateMode.Enforce,
            ValidFor = section.Duration("validFor") ?? TimeSpan.Zero,
            Images = [.. section.List("images").Select(new ImageRequirementReader(problems, signers).Read)],
            Manifests = section.Find("manifests") is { } manifests ? ReadManifests(manifests) : null,
        };
    }

    private ManifestRequirement ReadManifests(PolicyNode node)
    {
        var section = new PolicySection(problems, node, "level", "fail", "attested", "unresolvedImages");
        _ = section.Require("level");
        return new ManifestRequirement
        {
            Level = section.Word("level", PolicyWords.Levels) ?? PodSecurityLevel.Restricted,
            Fail = section.Word("fail", PolicyWords.Severities) ?? Severity.High,
            Attested = section.Find("attested") is { } attested ? signers.ReadOnlyBy(attested) : null,
            FailUnresolvedImages = section.Word("unresolvedImages", PolicyWords.Unresolved) ?? true,
        };
    }
}
