using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Rules.PodSecurity;

namespace SupplyChain.Manifests.Rules;

/// <summary>Every rule, by area.</summary>
internal static class Catalogue
{
    public static IEnumerable<Rule> Rules() => [.. PodSecurityStandard.Rules()];
}
