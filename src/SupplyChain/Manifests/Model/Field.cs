using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Model;

/// <summary>A field of an object, there or missing: it knows its node, where a finding about it points, and how to change it.</summary>
/// <param name="Owner">A mapping that is there.</param>
/// <param name="Path">The keys from there to the field.</param>
internal sealed record Field(YamlNode Owner, IReadOnlyList<string> Path)
{
    public static Field Of(YamlNode owner, params string[] path) => new(owner, path);

    /// <summary>Its value; null where it is missing or null.</summary>
    public YamlNode? Node => Owner.At([.. Path]);

    /// <summary>The node to point at: the value, or what it is missing from.</summary>
    public YamlNode At
    {
        get
        {
            var node = Owner;
            foreach (var key in Path)
            {
                if (node[key] is not { } next)
                {
                    return node;
                }

                node = next;
            }

            return node;
        }
    }

    /// <summary>The field below it.</summary>
    public Field this[string key] => new(Owner, [.. Path, key]);

    /// <summary>The change that gives it a value, and makes the mappings above it where they are missing.</summary>
    /// <param name="value">The value as plain YAML on one line, such as <c>false</c> or <c>RuntimeDefault</c>.</param>
    public FieldChange Set(string value) => new(FieldChangeKind.Set, this, value);

    /// <summary>The change that adds an item to the list that it is, and makes the list where it is missing.</summary>
    /// <param name="item">The item as plain YAML on one line.</param>
    public FieldChange Add(string item) => new(FieldChangeKind.Add, this, item);
}
