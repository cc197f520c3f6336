namespace SupplyChain.Images.Packing;

/// <summary>Divides what is packed into layers, so that images share those that seldom change.</summary>
internal static class LayerSplit
{
    /// <summary>The entries of each layer, lowest first, with the folders that lead to them; layers without a file are left out.</summary>
    public static IEnumerable<(LayerPart Part, IReadOnlyList<PackedEntry> Entries)> Split(
        IReadOnlyList<PackedEntry> entries,
        DotnetApplication application
    )
    {
        var parts = entries.ToLookup(entry => entry.IsFolder ? LayerPart.Application : application.PartOf(entry.Name));
        foreach (var part in Enum.GetValues<LayerPart>())
        {
            if (
                part == LayerPart.Application ? parts[part].Any(entry => !entry.IsFolder) || !HasOthers(parts) : parts[part].Any()
            )
            {
                yield return (part, WithFolders(entries, [.. parts[part]]));
            }
        }
    }

    private static bool HasOthers(ILookup<LayerPart, PackedEntry> parts) =>
        parts[LayerPart.Framework].Any() || parts[LayerPart.Packages].Any();

    private static List<PackedEntry> WithFolders(IReadOnlyList<PackedEntry> all, HashSet<PackedEntry> chosen)
    {
        var above = chosen.SelectMany(entry => FoldersAbove(entry.Name)).ToHashSet(StringComparer.Ordinal);
        return [.. all.Where(entry => chosen.Contains(entry) || (entry.IsFolder && above.Contains(entry.Name)))];
    }

    private static IEnumerable<string> FoldersAbove(string name)
    {
        for (var slash = name.IndexOf('/'); slash > 0; slash = name.IndexOf('/', slash + 1))
        {
            yield return name[..slash];
        }
    }
}
