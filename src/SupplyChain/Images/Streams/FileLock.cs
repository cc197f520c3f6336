using System.Security.Cryptography;

namespace SupplyChain.Images.Streams;

/// <summary>
/// Keeps other writers on this machine, in this process or another, away from one thing while it is changed. The lock
/// belongs to an open file, so it ends with the process that holds it, however that ends.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private const int ShortestWait = 5;
    private const int LongestWait = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly FileStream file;

    private FileLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock, waiting at most two minutes for others to end.</summary>
    /// <param name="path">The file that stands for the lock; it is made, and stays.</param>
    /// <param name="what">What is locked, for messages.</param>
    /// <param name="time">Clock for the waits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ConfigurationException">The file cannot be made.</exception>
    /// <exception cref="UndeterminedException">Somebody else held the lock all the time.</exception>
    public static async Task<FileLock> AcquireAsync(
        string path,
        string what,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var begin = time.GetTimestamp();
        FileLock? acquired;
        while ((acquired = TryAcquire(path)) is null)
        {
            if (time.GetElapsedTime(begin) > Patience)
            {
                throw new UndeterminedException(
                    "image.locked",
                    $"Another process has been writing to {what} for {Patience.TotalMinutes} minutes (lock {path}); wait for it or end it, then try again."
                );
            }

            var wait = RandomNumberGenerator.GetInt32(ShortestWait, LongestWait);
            await Task.Delay(TimeSpan.FromMilliseconds(wait), time, cancellationToken);
        }

        return acquired;
    }

    /// <inheritdoc />
    public void Dispose() => file.Dispose();

    private static FileLock? TryAcquire(string path)
    {
        try
        {
            _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                "file.write",
                $"{path} cannot be written: {error.Message}; check the folder's permissions.",
                error
            );
        }
    }
}
