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

        var path = folder.Write(name, "#!/bin/sh\n" + lines.ReplaceLineEndings("\n") + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
