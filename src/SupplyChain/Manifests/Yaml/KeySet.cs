namespace SupplyChain.Manifests.Yaml;

/// <summary>The keys seen in one mapping: a list while it is small, as most are.</summary>
internal sealed class KeySet
{
    private const int Small = 16;

    private readonly List<string> few = [];
    private HashSet<string>? many;

    /// <summary>Adds a key; true when it was there.</summary>
    public bool Repeats(string key)
    {
        if (many is not null)
        {
            return !many.Add(key);
        }

        foreach (var seen in few)
        {
            if (string.Equals(seen, key, StringComparison.Ordinal))
            {
                return true;
            }
        }

        few.Add(key);
        if (few.Count > Small)
        {
            many = new HashSet<string>(few, StringComparer.Ordinal);
        }

        return false;
    }
}
