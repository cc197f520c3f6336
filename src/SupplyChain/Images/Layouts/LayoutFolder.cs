using SupplyChain.Images.Streams;

namespace SupplyChain.Images.Layouts;

/// <summary>An OCI layout's files in a folder.</summary>
internal sealed class LayoutFolder(string folder) : ILayoutFiles
{
    /// <inheritdoc />
    public string Location => $"oci:{folder}";

    /// <summary>Path of a file of the layout in the file system.</summary>
    public string PathOf(string path) => Path.Combine([folder, .. path.Split('/')]);

    /// <inheritdoc />
    public string Describe(string path) => PathOf(path);

    /// <inheritdoc />
    public Task<(Stream Content, long Length)?> OpenAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var file = new ImmediateFileStream(
                PathOf(path),
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            return Task.FromResult<(Stream, long)?>((file, file.Length));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<(Stream, long)?>(null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UndeterminedException(
                "image.layout-unreadable",
                $"{PathOf(path)} cannot be read: {error.Message}; check its permissions.",
                error
            );
        }
    }
}
