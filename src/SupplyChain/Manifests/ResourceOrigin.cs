using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests;

/// <summary>The source file that a resource was rendered from.</summary>
/// <param name="File">Its path.</param>
/// <param name="Lines">Its lines, by their text without indentation; empty where the file cannot be read.</param>
internal sealed record ResourceOrigin(string File, ILookup<string, int> Lines)
{
    /// <summary>The line of the source that says what a node's line says; null where none or several do.</summary>
    public int? LineOf(YamlNode node)
    {
        var text = node.Source.Text;
        var start = text.LastIndexOf('\n', Math.Max(0, node.Start - 1)) + 1;
        var end = text.IndexOf('\n', node.Start) is >= 0 and var at ? at : text.Length;
        var same = Lines[start <= end ? text[start..end].Trim() : ""].Take(2).ToList();
        return same.Count == 1 ? same[0] : null;
    }
}
