using Microsoft.Win32.SafeHandles;

namespace SupplyChain.Images.Streams;

/// <summary>Writes a file so that it is there whole or not at all, also after a crash: temporary file, flush to disk, rename.</summary>
internal static class AtomicFile
{
    /// <summary>Writes the file, replacing one of the same name.</summary>
    /// <param name="path">The file; its folder is made.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="cancellationToken">Ends the work early, leaving nothing behind.</param>
    public static async Task WriteAsync(string path, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(path)!;
        var temporary = Path.Combine(folder, $".{Path.GetRandomFileName()}.partial");
        try
        {
            _ = Directory.CreateDirectory(folder);
            await using (var file = new ImmediateFileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await write(file);
                await file.FlushAsync(cancellationToken);
                await FlushToDiskAsync(file.SafeFileHandle);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                "file.write",
                $"{path} cannot be written: {error.Message}; check the folder's permissions and the space on its disk.",
                error
            );
        }
        finally
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }

    // On a thread of its own: the few of the pool have other files to write meanwhile.
    private static Task FlushToDiskAsync(SafeFileHandle file) =>
        Task.Factory.StartNew(
            () => RandomAccess.FlushToDisk(file),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
}
