using System.Diagnostics.CodeAnalysis;

namespace SupplyChain.Manifests.Yaml;

/// <summary>
/// A node of a YAML document that knows where it stands. Aliases share the node they name, and a document never contains
/// itself, so walking a tree always ends.
/// </summary>
public abstract class YamlNode
{
    private readonly YamlSource source;
    private readonly int start;
    private readonly int end;

    private protected YamlNode(YamlSource source, int start, int end)
    {
        this.source = source;
        this.start = start;
        this.end = end;
    }

    /// <summary>Where the node stands, its anchor and tag included; an empty value stands behind its colon.</summary>
    public Location Location => source.At(start, end);

    /// <summary>Name of the file that the node stands in, as it was given to <see cref="YamlFile.Parse"/>.</summary>
    public string FileName => source.Name;

    /// <summary>Whether Kubernetes reads this as null: empty, <c>~</c> or <c>null</c>, not quoted.</summary>
    public virtual bool IsNull => false;

    /// <summary>The text of a scalar that is not null; null for anything else.</summary>
    public virtual string? AsString => null;

    /// <summary>The value of a boolean scalar as Kubernetes reads it, so <c>yes</c> is true; null for anything else.</summary>
    public virtual bool? AsBoolean => null;

    /// <summary>The value of an integer scalar as Kubernetes reads it, so <c>0400</c> is 256; null for anything else.</summary>
    public virtual long? AsInteger => null;

    /// <summary>The items of a sequence; empty for anything else.</summary>
    public virtual IReadOnlyList<YamlNode> Items => [];

    /// <summary>The entries of a mapping, in the order of the text, repeated keys included; empty for anything else.</summary>
    public virtual IReadOnlyList<YamlEntry> Entries => [];

    /// <summary>The value at a key of a mapping; null where there is none, where it is null, and on anything that is not a mapping.</summary>
    public YamlNode? this[string key] => Entry(key)?.Value is { IsNull: false } value ? value : null;

    /// <summary>The value at a path of keys; null where one is missing or null.</summary>
    public YamlNode? At(params ReadOnlySpan<string> keys)
    {
        var node = this;
        foreach (var key in keys)
        {
            if (node[key] is not { } next)
            {
                return null;
            }

            node = next;
        }

        return node;
    }

    /// <summary>The entry with a key, even if its value is null; of repeated keys the last, which is the one that counts.</summary>
    public virtual YamlEntry? Entry(string key) => null;

    /// <summary>The scalar text at a key; null where there is none.</summary>
    public string? Text(string key) => this[key]?.AsString;

    /// <summary>The boolean at a key; null where there is none.</summary>
    public bool? Boolean(string key) => this[key]?.AsBoolean;

    /// <summary>The items of the sequence at a key; empty where there is none.</summary>
    public IReadOnlyList<YamlNode> List(string key) => this[key]?.Items ?? [];

    internal YamlSource Source => source;

    internal int Start => start;

    internal int End => end;

    /// <summary>Nodes at and below this one, shared ones counted at each use.</summary>
    internal abstract int Size { get; }

    internal static bool IsMissing([NotNullWhen(false)] YamlNode? node) => node is null || node.IsNull;
}
