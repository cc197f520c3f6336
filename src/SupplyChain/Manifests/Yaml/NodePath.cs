using System.Globalization;
using System.Text;
using SupplyChain.Images;

namespace SupplyChain.Manifests.Yaml;

/// <summary>Finds the path from a node down to another: <c>spec.containers[0].image</c>.</summary>
internal static class NodePath
{
    /// <summary>The path, empty for the root itself and for a node that is not below it.</summary>
    public static string Of(YamlNode root, YamlNode target)
    {
        var path = new StringBuilder();
        return ReferenceEquals(root, target) || ByPlace(root, target, path) || Anywhere(root, target, path)
            ? path.ToString()
            : "";
    }

    /// <summary>Enters at each level the one child around the target's place; quick, but blind to what aliases share.</summary>
    private static bool ByPlace(YamlNode node, YamlNode target, StringBuilder path)
    {
        while (!ReferenceEquals(node, target))
        {
            var entry = Last(node.Entries, candidate => candidate.Key.Start, target.Start);
            var item = Last(node.Items, candidate => candidate.Start, target.Start);
            if (entry >= 0)
            {
                Append(path, node.Entries[entry].Name);
                if (ReferenceEquals(node.Entries[entry].Key, target))
                {
                    return true;
                }

                node = node.Entries[entry].Value;
            }
            else if (item >= 0)
            {
                path.Append(CultureInfo.InvariantCulture, $"[{item}]");
                node = node.Items[item];
            }
            else
            {
                path.Clear();
                return false;
            }
        }

        return true;
    }

    /// <summary>Looks everywhere.</summary>
    private static bool Anywhere(YamlNode node, YamlNode target, StringBuilder path)
    {
        var length = path.Length;
        foreach (var entry in node.Entries)
        {
            Append(path, entry.Name);
            if (ReferenceEquals(entry.Key, target) || ReferenceEquals(entry.Value, target) || Anywhere(entry.Value, target, path))
            {
                return true;
            }

            path.Length = length;
        }

        for (var index = 0; index < node.Items.Count; index++)
        {
            path.Append(CultureInfo.InvariantCulture, $"[{index}]");
            if (ReferenceEquals(node.Items[index], target) || Anywhere(node.Items[index], target, path))
            {
                return true;
            }

            path.Length = length;
        }

        return false;
    }

    /// <summary>Index of the last item that starts at or before an offset; -1 if there is none.</summary>
    private static int Last<T>(IReadOnlyList<T> items, Func<T, int> start, int offset)
    {
        var (low, high) = (0, items.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = start(items[middle]) <= offset ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    private static void Append(StringBuilder path, string name)
    {
        if (name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))
        {
            path.Append(path.Length == 0 ? "" : ".").Append(name);
        }
        else
        {
            path.Append('[').Append(Printable.Quote(name)).Append(']');
        }
    }
}
