using SupplyChain.Manifests.Linting;

namespace SupplyChain.Manifests.Rules;

/// <summary>Every rule, by area.</summary>
internal static class Catalogue
{
    public static IEnumerable<Rule> Rules() => [];
}
