namespace SupplyChain.Scanning.Catalogue;

/// <summary>The packages of a program or shared framework of .NET: <c>*.deps.json</c>.</summary>
internal sealed class DotnetDependenciesReader : FileReader
{
    /// <inheritdoc />
    public override int LargestFile => 16 * 1024 * 1024;

    /// <inheritdoc />
    public override bool Accepts(string path) => path.EndsWith(".deps.json", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content) => DotnetDependencies.Read(path, content);
}
