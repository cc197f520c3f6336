namespace SupplyChain.Tools;

/// <summary>A file that an external program was to write, which need not be one.</summary>
internal static class WrittenFile
{
    /// <summary>Reads it; null where there is none, it is a link or a folder, cannot be read, or is larger than is allowed.</summary>
    /// <param name="path">Where it was to be.</param>
    /// <param name="most">Bytes allowed.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static async Task<byte[]?> ReadAsync(string path, int most, CancellationToken cancellationToken)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists || file.LinkTarget is not null || file.Length > most)
            {
                return null;
            }

            // Pipes and devices have no length, and opening or reading them may never end.
            var content = new byte[file.Length];
            if (content.Length > 0)
            {
                await using var stream = file.OpenRead();
                await stream.ReadExactlyAsync(content, cancellationToken);
            }

            return content;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
