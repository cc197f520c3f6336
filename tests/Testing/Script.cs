using System.Diagnostics;
using Xunit;

namespace SupplyChain.Testing;

/// <summary>Writes shell scripts that stand in for programs.</summary>
public static class Script
{
    /// <summary>Writes an executable script and returns its absolute path; skips the test on Windows.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="name">Its file name.</param>
    /// <param name="lines">What it does, in the language of a POSIX shell.</param>
    public static string Write(TemporaryFolder folder, string name, string lines)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("a stand-in for a program is a shell script");
            return "";
        }

        // A program that is begun meanwhile holds what this process writes, and the system starts no file that is being written:
        // only another process, which is over before anything is started, may have written the script.
        var text = folder.Write(name + ".text", "#!/bin/sh\n" + lines.ReplaceLineEndings("\n") + "\n");
        var path = folder.At(name);
        using (var copy = Process.Start("cp", [text, path]))
        {
            copy.WaitForExit();
            Assert.Equal(0, copy.ExitCode);
        }

        File.Delete(text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
