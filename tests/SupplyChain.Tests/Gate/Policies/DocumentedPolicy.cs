using SupplyChain.Testing;

namespace SupplyChain.Tests.Gate.Policies;

/// <summary>The examples of <c>docs/policy.md</c>.</summary>
internal static class DocumentedPolicy
{
    /// <summary>Its blocks of YAML, in their order: a whole policy, then signers of every kind.</summary>
    public static IReadOnlyList<string> Blocks() =>
        [
            .. File.ReadAllText(SourceTree.At("docs", "policy.md"))
                .Split("```yaml\n")
                .Skip(1)
                .Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)]),
        ];
}
