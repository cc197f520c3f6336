using System.Collections.Concurrent;

namespace SupplyChain.Testing;

/// <summary>The passwords and tokens of the tests, to search for in everything that is printed or thrown.</summary>
public static class Secrets
{
    private static readonly ConcurrentDictionary<string, bool> All = new(StringComparer.Ordinal);

    /// <summary>Adds a secret and returns it.</summary>
    public static string Add(string secret)
    {
        All[secret] = true;
        return secret;
    }

    /// <summary>Whether the text has one of them.</summary>
    public static bool AreIn(string text) => All.Keys.Any(secret => text.Contains(secret, StringComparison.Ordinal));
}
