namespace SupplyChain.Scanning.Catalogue;

/// <summary>What one file of a target says.</summary>
internal sealed record FileFacts
{
    /// <summary>The packages that it names.</summary>
    public IReadOnlyList<Package> Packages { get; init; } = [];

    /// <summary>The distribution that it names.</summary>
    public Distribution? Distribution { get; init; }

    /// <summary>What could not be read in it.</summary>
    public IReadOnlyList<Limitation> Limitations { get; init; } = [];

    /// <summary>The facts of a file that cannot be read.</summary>
    public static FileFacts Unreadable(string path, string reason) =>
        new() { Limitations = [new Limitation("scan.unreadable", $"The file was not read because {reason}.", path)] };
}
