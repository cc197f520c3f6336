namespace SupplyChain.Manifests.Yaml;

/// <summary>The keys seen in one mapping: its entries themselves while they are few, as mostly they are.</summary>
/// <param name="entries">The entries of open mappings; those of this one come last.</param>
/// <param name="first">Index of the first entry of this one.</param>
internal struct KeySet(List<YamlEntry> entries, int first)
{
    private const int Small = 16;

    private HashSet<string>? many;

    /// <summary>Whether a key, which the caller adds to the entries afterwards, is there already.</summary>
    public bool Repeats(string key)
    {
        if (many is not null)
        {
            return !many.Add(key);
        }

        if (entries.Count - first >= Small)
        {
            many = entries
                .Skip(first)
                .Where(entry => !entry.IsMerge)
                .Select(entry => entry.Name)
                .ToHashSet(StringComparer.Ordinal);
            return !many.Add(key);
        }

        for (var index = first; index < entries.Count; index++)
        {
            if (!entries[index].IsMerge && string.Equals(entries[index].Name, key, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
