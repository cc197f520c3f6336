using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests;

/// <summary>The source file that resources were rendered from.</summary>
/// <param name="file">Its path.</param>
/// <param name="text">Its text; empty where the file cannot be read.</param>
internal sealed class ResourceOrigin(string file, string text)
{
    private readonly Lazy<IReadOnlyList<Resource>> resources = new(() => ManifestFile.Parse(file, text).Resources);

    private readonly Lazy<ILookup<string, int>> lines = new(() =>
        text.Split('\n').Index().ToLookup(line => line.Item.Trim(), line => line.Index + 1, StringComparer.Ordinal)
    );

    /// <summary>Its path.</summary>
    public string File => file;

    /// <summary>
    /// The node of the source that a rendered node comes from: at the same path of the object of the same kind whose name is in the
    /// rendered one, with the same value where it is a scalar. Null where there is none, as in templates and for what was added.
    /// </summary>
    /// <param name="rendered">The rendered resource.</param>
    /// <param name="node">A node of it.</param>
    public (YamlNode Root, YamlNode Node)? SourceOf(Resource rendered, YamlNode node)
    {
        var source = resources
            .Value.Where(source => source.Kind == rendered.Kind && IsNameIn(source.Name.Name, rendered.Name.Name))
            .MaxBy(source => source.Name.Name?.Length ?? 0);
        return
            source is not null
            && Follow(rendered.Root, source.Root, node) is { } found
            && (found is not YamlScalar scalar || node is YamlScalar { Value: var value } && value == scalar.Value)
            ? (source.Root, found)
            : null;
    }

    /// <summary>The line of the source that says what a node's line says; null where none or several do.</summary>
    public int? LineOf(YamlNode node)
    {
        var whole = node.Source.Text;
        var start = whole.LastIndexOf('\n', Math.Max(0, node.Start - 1)) + 1;
        var end = whole.IndexOf('\n', node.Start) is >= 0 and var at ? at : whole.Length;
        var same = lines.Value[start <= end ? whole[start..end].Trim() : ""].Take(2).ToList();
        return same.Count == 1 ? same[0] : null;
    }

    /// <summary>Whether kustomize's prefixes and suffixes can have made one name of another.</summary>
    private static bool IsNameIn(string? name, string? rendered) =>
        name is null ? rendered is null : rendered?.Contains(name, StringComparison.Ordinal) == true;

    /// <summary>Goes down both trees by the same keys, and by the names of items or else their numbers.</summary>
    private static YamlNode? Follow(YamlNode rendered, YamlNode? source, YamlNode target)
    {
        while (source is not null && !ReferenceEquals(rendered, target))
        {
            if (rendered.Entries.LastOrDefault(entry => entry.Key.Start <= target.Start) is { } entry)
            {
                if (ReferenceEquals(entry.Key, target))
                {
                    return source.Entry(entry.Name)?.Key;
                }

                (rendered, source) = (entry.Value, source.Entry(entry.Name)?.Value);
            }
            else if (rendered.Items.Index().LastOrDefault(item => item.Item.Start <= target.Start) is (var index, { } item))
            {
                source = item.Text("name") is { } name
                    ? source.Items.FirstOrDefault(other => other.Text("name") == name)
                    : source.Items.ElementAtOrDefault(index);
                rendered = item;
            }
            else
            {
                return null;
            }
        }

        return source;
    }
}
