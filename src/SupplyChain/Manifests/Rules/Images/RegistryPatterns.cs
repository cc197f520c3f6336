using SupplyChain.Images;

namespace SupplyChain.Manifests.Rules.Images;

/// <summary>Patterns of repositories: <c>*</c> stands for characters within a path segment, a final <c>/**</c> for anything below.</summary>
internal static class RegistryPatterns
{
    public static bool Allow(IReadOnlyList<string> patterns, ImageReference reference) =>
        patterns.Any(pattern => Matches(pattern.Split('/'), reference.Repository.Split('/')));

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> name)
    {
        for (var index = 0; index < pattern.Length; index++)
        {
            if (pattern[index] == "**")
            {
                return index < name.Length;
            }

            if (
                index >= name.Length
                || !System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern[index], name[index], ignoreCase: false)
            )
            {
                return false;
            }
        }

        return pattern.Length == name.Length;
    }
}
