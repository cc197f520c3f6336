using System.Buffers;
using System.Globalization;
using System.Text;
using SupplyChain.Images;

namespace SupplyChain.Manifests.Yaml;

/// <summary>Finds the path from a node down to another: <c>spec.containers[0].image</c>.</summary>
internal static class NodePath
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    );

    /// <summary>The path, empty for the root itself and for a node that is not below it.</summary>
    public static string Of(YamlNode root, YamlNode target) => Find(root, target, new Steps(ByName: false));

    /// <summary>The path with the items of lists called by their names, where they have one: it stays when other items come and go.</summary>
    public static string OfNames(YamlNode root, YamlNode target) => Find(root, target, new Steps(ByName: true));

    private static string Find(YamlNode root, YamlNode target, Steps path) =>
        ReferenceEquals(root, target) || ByPlace(root, target, path) || Anywhere(root, target, path) ? path.Text.ToString() : "";

    /// <summary>Enters at each level the one child around the target's place; quick, but blind to what aliases share.</summary>
    private static bool ByPlace(YamlNode node, YamlNode target, Steps path)
    {
        while (!ReferenceEquals(node, target))
        {
            var entry = Last(node.Entries, candidate => candidate.Key.Start, target.Start);
            var item = Last(node.Items, candidate => candidate.Start, target.Start);
            if (entry >= 0)
            {
                path.Enter(node.Entries[entry].Name);
                if (ReferenceEquals(node.Entries[entry].Key, target))
                {
                    return true;
                }

                node = node.Entries[entry].Value;
            }
            else if (item >= 0)
            {
                path.Enter(item, node.Items[item]);
                node = node.Items[item];
            }
            else
            {
                path.Text.Clear();
                return false;
            }
        }

        return true;
    }

    /// <summary>Looks everywhere.</summary>
    private static bool Anywhere(YamlNode node, YamlNode target, Steps path)
    {
        var length = path.Text.Length;
        foreach (var entry in node.Entries)
        {
            path.Enter(entry.Name);
            if (ReferenceEquals(entry.Key, target) || ReferenceEquals(entry.Value, target) || Anywhere(entry.Value, target, path))
            {
                return true;
            }

            path.Text.Length = length;
        }

        for (var index = 0; index < node.Items.Count; index++)
        {
            path.Enter(index, node.Items[index]);
            if (ReferenceEquals(node.Items[index], target) || Anywhere(node.Items[index], target, path))
            {
                return true;
            }

            path.Text.Length = length;
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

    private sealed record Steps(bool ByName)
    {
        public StringBuilder Text { get; } = new(64);

        public void Enter(string key)
        {
            if (key.Length > 0 && !key.AsSpan().ContainsAnyExcept(Plain))
            {
                Text.Append(Text.Length == 0 ? "" : ".").Append(key);
            }
            else
            {
                Text.Append('[').Append(Printable.Quote(key)).Append(']');
            }
        }

        public void Enter(int index, YamlNode item)
        {
            if (ByName && item.Text("name") is { } name)
            {
                Text.Append('[').Append(Printable.Quote(name)).Append(']');
            }
            else
            {
                Text.Append(CultureInfo.InvariantCulture, $"[{index}]");
            }
        }
    }
}
