using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SupplyChain.Images.Streams;

/// <summary>Has the system begin to bring to disk what was written to a file, where the system can be told to.</summary>
internal static partial class Writeback
{
    // SYNC_FILE_RANGE_WRITE of linux/fs.h
    private const uint BeginWriting = 2;

    private static volatile bool isOffered = OperatingSystem.IsLinux();

    /// <summary>Begins with a part of the file and waits for nothing; whether it succeeds shows when the file is flushed.</summary>
    public static void Begin(SafeFileHandle file, long offset, long length)
    {
        try
        {
            _ = isOffered ? SyncFileRange(file, offset, length, BeginWriting) : 0;
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            isOffered = false;
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "sync_file_range")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long length, uint flags);
}
