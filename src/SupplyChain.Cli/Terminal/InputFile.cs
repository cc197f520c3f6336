using SupplyChain.Reports;

namespace SupplyChain.Cli.Terminal;

/// <summary>Files that a user names.</summary>
internal static class InputFile
{
    /// <summary>Opens a file to read it once, from its start to its end.</summary>
    /// <exception cref="ConfigurationException">It cannot be opened.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Unreadable(
                path,
                File.Exists(path) ? "cannot be read; check its permissions" : "is no file; check the path",
                failure
            );
        }
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="largest">Most bytes it may have.</param>
    /// <exception cref="ConfigurationException">It cannot be read or is larger.</exception>
    public static byte[] Read(string path, int largest)
    {
        using var stream = Open(path);
        if (stream.Length > largest)
        {
            throw Unreadable(path, $"has {stream.Length} bytes and {largest} are allowed; name the right file", null);
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static ConfigurationException Unreadable(string path, string why, Exception? inner) =>
        new("input.file", $"'{SafeText.Line(path)}' {why}.", inner);
}
