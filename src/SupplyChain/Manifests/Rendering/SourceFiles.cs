namespace SupplyChain.Manifests.Rendering;

/// <summary>Source files of rendered resources, each read once.</summary>
internal sealed class SourceFiles
{
    /// <summary>A source that is larger is named without lines.</summary>
    private const long Largest = 16 * 1024 * 1024;

    private readonly Dictionary<string, ResourceOrigin> origins = new(StringComparer.Ordinal);

    /// <summary>The origin in a file.</summary>
    public ResourceOrigin At(string path)
    {
        if (!origins.TryGetValue(path, out var origin))
        {
            origins[path] = origin = new ResourceOrigin(path.Replace('\\', '/'), Read(path));
        }

        return origin;
    }

    private static string Read(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: < Largest } ? File.ReadAllText(path) : "";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
