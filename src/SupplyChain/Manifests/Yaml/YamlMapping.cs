namespace SupplyChain.Manifests.Yaml;

/// <summary>A mapping; repeated keys are kept, and the last one counts.</summary>
public sealed class YamlMapping : YamlNode
{
    private readonly YamlEntry[] entries;

    internal YamlMapping(YamlSource source, int start, int end, YamlEntry[] entries, int size)
        : base(source, start, end)
    {
        this.entries = entries;
        Size = size;
    }

    /// <inheritdoc />
    public override IReadOnlyList<YamlEntry> Entries => entries;

    internal override int Size { get; }

    /// <inheritdoc />
    /// <remarks>Entries are read from the last to the first, as a merge replaces what stands before it and yields to what follows.</remarks>
    public override YamlEntry? Entry(string key)
    {
        for (var index = entries.Length - 1; index >= 0; index--)
        {
            var entry = entries[index];
            if (entry.IsMerge)
            {
                if (Merged(entry.Value, key) is { } merged)
                {
                    return merged;
                }
            }
            else if (string.Equals(entry.Name, key, StringComparison.Ordinal))
            {
                return entry;
            }
        }

        return null;
    }

    private static YamlEntry? Merged(YamlNode value, string key) =>
        value is YamlSequence list
            ? list.Items.Select(item => item.Entry(key)).FirstOrDefault(entry => entry is not null)
            : value.Entry(key);
}
