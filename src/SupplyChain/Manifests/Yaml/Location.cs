namespace SupplyChain.Manifests.Yaml;

/// <summary>A stretch of a text.</summary>
/// <param name="Start">The first character.</param>
/// <param name="End">Behind the last character.</param>
public readonly record struct Location(TextPosition Start, TextPosition End)
{
    /// <inheritdoc />
    public override string ToString() => Start.ToString();
}
