namespace SupplyChain.Manifests.Yaml;

/// <summary>A sequence.</summary>
public sealed class YamlSequence : YamlNode
{
    private readonly YamlNode[] items;

    internal YamlSequence(YamlSource source, int start, int end, YamlNode[] items, int size)
        : base(source, start, end)
    {
        this.items = items;
        Size = size;
    }

    /// <inheritdoc />
    public override IReadOnlyList<YamlNode> Items => items;

    internal override int Size { get; }
}
