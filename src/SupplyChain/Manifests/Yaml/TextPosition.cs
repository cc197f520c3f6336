namespace SupplyChain.Manifests.Yaml;

/// <summary>A place in a text.</summary>
/// <param name="Offset">UTF-16 units before it, from 0.</param>
/// <param name="Line">Line, from 1; lines end with LF, CR LF or CR.</param>
/// <param name="Column">UTF-16 units before it on its line, from 1.</param>
public readonly record struct TextPosition(int Offset, int Line, int Column)
{
    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Line}:{Column}");
}
