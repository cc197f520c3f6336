using System.Text;

namespace SupplyChain.Manifests.Yaml;

/// <summary>Finds the path from a node down to another: <c>spec.containers[0].image</c>.</summary>
internal static class NodePath
{
    /// <summary>The path, empty for the root itself and for a node that is not below it.</summary>
    public static string Of(YamlNode root, YamlNode target)
    {
        var path = new StringBuilder();
        return
            !ReferenceEquals(root, target)
            && (Down(root, target, path, followsPlace: true) || Down(root, target, path, followsPlace: false))
            ? path.ToString()
            : "";
    }

    /// <param name="node">Where to look.</param>
    /// <param name="target">What to look for.</param>
    /// <param name="path">The path so far; as it was when nothing is found.</param>
    /// <param name="followsPlace">Whether to enter only nodes around the target's place, which is quick but misses what aliases share.</param>
    private static bool Down(YamlNode node, YamlNode target, StringBuilder path, bool followsPlace)
    {
        var length = path.Length;
        foreach (var entry in node.Entries)
        {
            if (ReferenceEquals(entry.Key, target) || Leads(entry.Value, target, followsPlace))
            {
                Append(path, entry.Name);
                if (
                    ReferenceEquals(entry.Key, target)
                    || ReferenceEquals(entry.Value, target)
                    || Down(entry.Value, target, path, followsPlace)
                )
                {
                    return true;
                }

                path.Length = length;
            }
        }

        for (var index = 0; index < node.Items.Count; index++)
        {
            if (Leads(node.Items[index], target, followsPlace))
            {
                path.Append(System.Globalization.CultureInfo.InvariantCulture, $"[{index}]");
                if (ReferenceEquals(node.Items[index], target) || Down(node.Items[index], target, path, followsPlace))
                {
                    return true;
                }

                path.Length = length;
            }
        }

        return false;
    }

    private static bool Leads(YamlNode node, YamlNode target, bool followsPlace) =>
        ReferenceEquals(node, target)
        || (node is not YamlScalar && (!followsPlace || (node.Start <= target.Start && target.End <= node.End)));

    private static void Append(StringBuilder path, string name)
    {
        if (name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))
        {
            path.Append(path.Length == 0 ? "" : ".").Append(name);
        }
        else
        {
            path.Append('[').Append(Images.Printable.Quote(name)).Append(']');
        }
    }
}
