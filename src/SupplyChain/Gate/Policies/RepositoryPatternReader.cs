using SupplyChain.Images;

namespace SupplyChain.Gate.Policies;

/// <summary>Reads patterns for repositories.</summary>
internal static class RepositoryPatternReader
{
    public static RepositoryPattern? Read(PolicyProblems problems, PolicySection section, PolicyNode item)
    {
        if (section.TextOf(item) is not { } text)
        {
            return null;
        }

        if (RepositoryPattern.TryParse(text, out var pattern))
        {
            return pattern;
        }

        problems.Add(
            item.At,
            $"{item.Path} is {Printable.Quote(text)}, which is not a pattern for repositories; write the registry and the path, without tag or digest, such as docker.io/library/nginx or registry.example/**"
        );
        return null;
    }
}
