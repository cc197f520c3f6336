using System.Formats.Tar;

namespace SupplyChain.Images.Streams;

/// <summary>
/// A folder of this user alone for files with names that others can foresee: in <c>XDG_RUNTIME_DIR</c> where that is the user's
/// own, else among the temporary files, where others may have been first.
/// </summary>
internal static class PrivateFolder
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>The folder, made where it is missing.</summary>
    /// <exception cref="ConfigurationException">It is a link, belongs to somebody else, may be written by others, or cannot be made.</exception>
    public static string Open() => Open(Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"), Path.GetTempPath());

    /// <summary>The folder in the user's runtime folder, or else among temporary files.</summary>
    internal static string Open(string? runtime, string temporary)
    {
        var folder =
            runtime is { Length: > 0 } && Directory.Exists(runtime) && !OperatingSystem.IsWindows() && Problem(runtime) is null
                ? Path.Combine(runtime, "supplychain")
                : Path.Combine(temporary, $"supplychain-{Environment.UserName}");
        try
        {
            if (OperatingSystem.IsWindows())
            {
                // Its temporary files are in the user's own profile.
                return Directory.CreateDirectory(folder).FullName;
            }

            _ = Directory.CreateDirectory(folder, Own);
            if (Problem(folder) is { } problem)
            {
                throw Unusable(folder, problem);
            }

            // Nobody else has been able to write to it, and from now on nobody else sees it.
            File.SetUnixFileMode(folder, Own);
            return folder;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unusable(folder, error.Message, error);
        }
    }

    private static string? Problem(string folder)
    {
        var found = FileProbe.Read(folder);
        return found?.EntryType != TarEntryType.Directory ? "it is a link or no folder"
            : (found.Mode & WritableByOthers) != 0 ? "others may write to it"
            : found.Uid != UserIn(folder) ? "it is not this user's"
            : null;
    }

    // Who makes a file owns it; null where this user can make none.
    private static int? UserIn(string folder)
    {
        var path = Path.Combine(folder, $".{Path.GetRandomFileName()}");
        try
        {
            using var file = new FileStream(
                path,
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.ReadWrite | FileShare.Delete,
                bufferSize: 0,
                FileOptions.DeleteOnClose
            );
            return FileProbe.Read(path)?.Uid;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static ConfigurationException Unusable(string folder, string problem, Exception? inner = null) =>
        new(
            "file.private",
            $"The folder {Printable.Quote(folder)} for locks cannot be used: {problem}; remove it, or set TMPDIR to a folder of your own.",
            inner
        );
}
