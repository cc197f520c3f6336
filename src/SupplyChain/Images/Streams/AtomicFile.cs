namespace SupplyChain.Images.Streams;

/// <summary>Writes a file so that it is there whole or not at all, also after a crash: temporary file, flush to disk, rename.</summary>
internal static class AtomicFile
{
    private const string Ending = ".partial";
    private const int MostAttempts = 3;

    /// <summary>Writes the file, replacing one of the same name.</summary>
    /// <param name="path">The file; its folder is made.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="cancellationToken">Ends the work early, leaving nothing behind.</param>
    public static async Task WriteAsync(string path, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        try
        {
            var folder = Path.GetDirectoryName(path)!;
            _ = Directory.CreateDirectory(folder);
            await using var file = CreateTemporary(folder);
            try
            {
                await write(file);
                cancellationToken.ThrowIfCancellationRequested();
                await file.FlushToDiskAsync();
                // While it is open, since it would look abandoned once it is closed.
                File.Move(file.Name, path, overwrite: true);
            }
            catch
            {
                File.Delete(file.Name);
                throw;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                "file.write",
                $"{path} cannot be written: {error.Message}; check the folder's permissions and the space on its disk.",
                error
            );
        }
    }

    /// <summary>Deletes the temporary files in a folder whose writers have ended without; a writer that goes on holds its own.</summary>
    public static void DeleteAbandoned(string folder)
    {
        foreach (var path in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, $".*{Ending}") : [])
        {
            try
            {
                using var abandoned = new FileStream(
                    path,
                    FileMode.Open,
                    FileAccess.ReadWrite,
                    FileShare.None,
                    bufferSize: 0,
                    FileOptions.DeleteOnClose
                );
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Somebody is writing it, has just finished, or does not let others delete it.
            }
        }
    }

    // Between being made and being held it looks abandoned to others, who may hold it, or have deleted it meanwhile.
    private static TemporaryFileStream CreateTemporary(string folder)
    {
        for (var attempt = 1; ; attempt++)
        {
            var path = Path.Combine(folder, $".{Path.GetRandomFileName()}{Ending}");
            try
            {
                var file = new TemporaryFileStream(path);
                if (File.Exists(path))
                {
                    return file;
                }

                file.Dispose();
            }
            catch (IOException) when (attempt < MostAttempts)
            {
                // Another name may do.
            }
        }
    }
}
