namespace SupplyChain.Testing;

/// <summary>The source tree that the running tests were built from, for its samples and documents.</summary>
public static class SourceTree
{
    private const string Marker = "SupplyChain.sln";

    /// <summary>Absolute path of a file or folder of the source tree.</summary>
    public static string At(params string[] parts) => Path.Combine([Root(), .. parts]);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, Marker)))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds {Marker}.");
    }
}
