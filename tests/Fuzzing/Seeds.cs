namespace SupplyChain.Fuzzing;

/// <summary>First inputs from the public test data; a target without it begins with nothing.</summary>
internal static class Seeds
{
    private const int Largest = 128 * 1024;

    /// <summary>The files below a folder, the first 128 KiB of each.</summary>
    public static IReadOnlyList<byte[]> Data(string folder, string pattern = "*")
    {
        byte[][] found = [.. Files(folder, pattern).Select(content => content[..Math.Min(content.Length, Largest)])];
        return found.Length > 0 ? found : ["{}"u8.ToArray()];
    }

    /// <summary>The files below a folder that are no larger than 128 KiB.</summary>
    public static IReadOnlyList<byte[]> Whole(string folder) =>
        [.. Files(folder, "*").Where(content => content.Length <= Largest)];

    private static IEnumerable<byte[]> Files(string folder, string pattern)
    {
        var root = Path.Combine(Environment.GetEnvironmentVariable("SUPPLYCHAIN_DATA") ?? "", folder);
        return Directory.Exists(root)
            ? Directory
                .GetFiles(root, pattern, SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllBytes)
            : [];
    }
}
