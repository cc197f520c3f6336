namespace SupplyChain.Scanning.Catalogue;

/// <summary>What a program of .NET runs on: <c>*.runtimeconfig.json</c>.</summary>
internal sealed class DotnetRuntimeReader : FileReader
{
    /// <summary>End of the name of such a file.</summary>
    public const string Suffix = ".runtimeconfig.json";

    /// <inheritdoc />
    public override int LargestFile => 1024 * 1024;

    /// <inheritdoc />
    public override bool Accepts(string path) => path.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content) =>
        new() { Runtime = DotnetRuntimeConfiguration.Read(content) };
}
